// The simulator's own interface, /sim.

async function call(method, path, body) {
  const answer = await fetch(path, {
    method,
    headers: body === undefined ? {} : { 'Content-Type': 'application/json' },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const text = await answer.text();
  if (!answer.ok) {
    let error;
    try { error = JSON.parse(text).error; } catch { /* not from the control API */ }
    throw new Error(error ?? `${method} ${path}: ${answer.status}`);
  }
  return answer.headers.get('Content-Type')?.startsWith('application/json') ? JSON.parse(text) : text;
}

export const get = (path) => call('GET', path);
export const put = (path, body) => call('PUT', path, body);
export const post = (path, body = {}) => call('POST', path, body);

export const orderPath = (order) =>
  `/sim/orders/${encodeURIComponent(order.mchid)}/${encodeURIComponent(order.out_trade_no)}`;
