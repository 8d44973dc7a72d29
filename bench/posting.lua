-- Posts the forms of a file, one a line: "<article> <form>", each from an address of its own.
local forms, turn = {}, 0
wrk.headers["Content-Type"] = "application/x-www-form-urlencoded"
wrk.headers["Sec-Fetch-Site"] = "same-origin"

function init(arguments)
  for line in io.lines(arguments[1]) do
    local article, form = line:match("^(%d+) (.*)$")
    forms[#forms + 1] = { path = "/binh-luan/" .. article .. "/", form = form }
  end
end

function request()
  turn = turn + 1
  local chosen = forms[turn] or error("more forms are needed")
  wrk.headers["X-Forwarded-For"] = string.format("10.%d.%d.%d", turn / 62500, turn / 250 % 250, 1 + turn % 250)
  return wrk.format("POST", chosen.path, nil, chosen.form)
end
