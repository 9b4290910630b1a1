-- What readers ask for, in the order of the list that benches/load.py writes; and what became of it, as one line of JSON.

local requests, last = {}, 0

function init(words)
  for line in io.lines(words[1]) do
    local path, tag = line:match("^(%S+) ?(.*)$")
    local heads = { ["Accept-Encoding"] = "gzip, deflate, br" }
    if tag ~= "" then
      heads["If-None-Match"] = tag
    end
    requests[#requests + 1] = wrk.format("GET", path, heads)
  end
end

function request()
  last = last % #requests + 1
  return requests[last]
end

function done(summary, latency)
  local wrong = summary.errors
  io.write(string.format(
    '{"requests": %d, "seconds": %.3f, "bytes": %d, "errors": %d, "median": %.3f, "p99": %.3f}\n',
    summary.requests, summary.duration / 1e6, summary.bytes,
    wrong.connect + wrong.read + wrong.write + wrong.status + wrong.timeout,
    latency:percentile(50) / 1000, latency:percentile(99) / 1000
  ))
end
