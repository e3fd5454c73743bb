-- wrk -s wrk.lua URL -- PATHS SEED BODY CALLERS: PATHS holds one path a line; several are asked at random.
-- What the file BODY holds is sent by POST; by GET when it is empty. CALLERS holds one header a line: one at random.
local requests = {}

function init(args)
  local body = io.open(args[3]):read("*a")
  local method = body == "" and "GET" or "POST"
  local callers = {}
  for line in io.lines(args[4]) do
    local name, value = line:match("^(.-): (.*)$")
    local headers = { [name] = value }
    for other, known in pairs(wrk.headers) do headers[other] = known end
    callers[#callers + 1] = headers
  end
  if #callers == 0 then callers[1] = wrk.headers end
  for path in io.lines(args[1]) do
    for _, headers in ipairs(callers) do
      requests[#requests + 1] = wrk.format(method, path, headers, body ~= "" and body or nil)
    end
  end
  math.randomseed(tonumber(args[2]))
end

function request()
  if #requests == 1 then return requests[1] end
  return requests[math.random(#requests)]
end

function done(summary, latency)
  local errors = summary.errors
  io.write(string.format(
    '\n{"requests":%d,"durationUs":%d,"failures":%d,"p50Us":%d,"p99Us":%d}\n',
    summary.requests, summary.duration,
    errors.connect + errors.read + errors.write + errors.status + errors.timeout,
    latency:percentile(50), latency:percentile(99)))
end
