-- Asks for the paths given after `--` one after another, as a browser does.
local paths, turn = {}, 0
wrk.headers["Accept-Encoding"] = "br"

function init(arguments)
  paths = arguments
end

function request()
  turn = turn % #paths + 1
  return wrk.format("GET", paths[turn])
end
