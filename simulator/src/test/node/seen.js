'use strict';

/** Tells the test what was seen: one line of JSON. */
exports.seen = (name, value) =>
  process.stdout.write(JSON.stringify({ name, value: value === undefined ? null : value }) + '\n');

/** Runs the script; whatever goes wrong ends it with a trace, which the test shows. */
exports.run = async (script) => {
  try {
    await script(...process.argv.slice(2));
    process.exit(0);
  } catch (failure) {
    process.stderr.write(`${failure.stack}\n`);
    process.exit(1);
  }
};

/** Asks the simulator as a program does that knows it is one. */
exports.sim = (base) => async (method, path, body) => {
  const answer = await fetch(`${base}/sim${path}`, {
    method,
    headers: { 'Content-Type': 'application/json' },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const text = await answer.text();
  if (!answer.ok) {
    throw new Error(`${method} /sim${path}: ${answer.status} ${text}`);
  }
  return text ? JSON.parse(text) : undefined;
};
