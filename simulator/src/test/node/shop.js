'use strict';

const http = require('http');

/**
 * A shop that listens for notifications.
 *
 * @param judge what the shop makes of a request {headers, body}: {status, body, made}, where made is
 *     kept for the test
 * @return {url, received}, received in the order of arrival
 */
exports.open = (judge) =>
  new Promise((resolve) => {
    const received = [];
    const server = http.createServer((request, response) => {
      const chunks = [];
      request.on('data', (chunk) => chunks.push(chunk));
      request.on('end', () => {
        const verdict = judge({ headers: request.headers, body: Buffer.concat(chunks).toString('utf8') });
        received.push(verdict.made);
        response.writeHead(verdict.status);
        response.end(verdict.body);
      });
    });
    server.listen(0, '127.0.0.1', () =>
      resolve({ url: `http://127.0.0.1:${server.address().port}/notify`, received }),
    );
  });
