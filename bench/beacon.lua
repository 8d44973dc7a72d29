-- Readers for wrk: each request is the beacon of one of 200 articles, from one of about 250,000 addresses.
-- With an argument each client waits for so many milliseconds on average before it comes again.
wrk.method = "POST"
wrk.headers["Content-Type"] = "application/json"
wrk.headers["Sec-Fetch-Site"] = "same-origin"
wrk.headers["Accept-Language"] = "vi-VN,vi;q=0.9,en;q=0.8"

local agents = {
  "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36",
  "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Mobile Safari/537.36",
}
local referrers = { "", "https://www.google.com/", "https://coccoc.com/search?query=mot", "https://l.facebook.com/" }

function init(arguments)
  math.randomseed(os.time())
  local pause = tonumber(arguments[1])
  if pause then
    function delay()
      return math.floor(-pause * math.log(1 - math.random()))
    end
  end
end

function request()
  -- Few articles are read much, many a little.
  local article = math.ceil(200 * math.random() * math.random())
  wrk.headers["User-Agent"] = agents[math.random(#agents)]
  wrk.headers["X-Forwarded-For"] =
    string.format("10.%d.%d.%d", math.random(0, 3), math.random(0, 255), math.random(1, 254))
  local body = '{"article": %d, "path": "/bai-viet/bai-1/", "referrer": "%s", "webdriver": false}'
  return wrk.format(nil, nil, nil, string.format(body, article, referrers[math.random(#referrers)]))
end
