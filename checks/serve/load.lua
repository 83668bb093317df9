-- A document of 2.6 kB, again and again: what wrk sends (see docs/serve.md).
local file = assert(io.open(os.getenv("DOCUMENT") or "examples/heart-failure-fr.txt", "rb"))
wrk.method = "POST"
wrk.body = file:read("*a")
wrk.headers["Content-Type"] = "text/plain"
file:close()

function done(summary, latency)
  local errors = summary.errors
  io.write(string.format("%d bytes a document; p50 %.1f ms, p90 %.1f ms, p99 %.1f ms; answers that were not 2xx: %d; broken: %d\n",
    #wrk.body, latency:percentile(50) / 1000, latency:percentile(90) / 1000, latency:percentile(99) / 1000,
    errors.status, errors.connect + errors.read + errors.write + errors.timeout))
end
