-- wrk script: POST /api/v1/recommendations with 20 ratings of MovieLens-1M's items, others for every request.
-- Usage: wrk -t2 -c32 -d10s --latency -s Benchmarks/api/recommendations.lua http://127.0.0.1:8080 [-- KEY [PAUSE]]
-- KEY is an API key, or - for none. With a PAUSE in ms a connection waits for so long between an answer and the next request, on average;
-- without one every connection always has a request open.
local items = {
  1, 34, 110, 260, 296, 318, 356, 457, 480, 527, 541, 588, 589, 590, 592, 593, 595, 597, 608, 648, 733, 736, 750, 778,
  780, 858, 912, 919, 924, 953, 1035, 1036, 1073, 1079, 1089, 1097, 1127, 1136, 1148, 1193, 1196, 1197, 1198, 1200, 1206,
  1208, 1210, 1213, 1214, 1220, 1221, 1222, 1225, 1233, 1240, 1246, 1247, 1258, 1259, 1265, 1270, 1291, 1387, 1393, 1394,
  1517, 1527, 1544, 1580, 1610, 1617, 1653, 1682, 1704, 1721, 1777, 1784, 1793, 1876, 1917, 1923, 1961, 1968, 2000, 2011,
  2012, 2028, 2054, 2081, 2115, 2174, 2268, 2291, 2302, 2324, 2355, 2395, 2396, 2406, 2571, 2628, 2683, 2692, 2699, 2700,
  2706, 2710, 2716, 2762, 2770, 2791, 2797, 2804, 2858, 2890, 2908, 2916, 2918, 2959, 2987, 2997, 3033, 3081, 3114, 3147,
  3175, 3176, 3253, 3408, 3418, 3421, 3448, 3471, 3481, 3527, 3578, 3751, 3793
}
-- The first 127 are used: a prime, so that no stride meets an item twice.
local headers = { ["Content-Type"] = "application/json" }

function init(arguments)
  if arguments[1] and arguments[1] ~= "-" then headers["Authorization"] = "Bearer " .. arguments[1] end
  math.randomseed(0)
  local pause = tonumber(arguments[2])
  if pause then
    function delay() return math.random(0, 2 * pause) end
  end
end

function request()
  local start, step, ratings = math.random(127), 2 * math.random(20) + 1, {}
  for number = 0, 19 do
    local item = items[(start + step * number) % 127 + 1]
    ratings[#ratings + 1] = '{"item":"' .. item .. '","rating":' .. math.random(5) .. '}'
  end
  local body = '{"user":{"features":{"gender":"F","age":"25"}},"ratings":[' .. table.concat(ratings, ",") .. '],"count":20}'
  return wrk.format("POST", "/api/v1/recommendations", headers, body)
end

function done(summary)
  print(string.format("not 2xx: %d of %d", summary.errors.status, summary.requests))
end
