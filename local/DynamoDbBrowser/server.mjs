// Shows DynamoDB Local's tables by dynamodb-admin, to this machine alone: it offers to change and delete everything, so
// neither the network nor a page of another site may ask it.
//   node server.mjs <port> <DynamoDB's address>
import http from 'node:http';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import admin from 'dynamodb-admin';

const [port, endpoint] = process.argv.slice(2);
const browse = admin.createServer({
  dynamoDbClient: new DynamoDBClient({
    endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    // Whoever has these on for AWS would look for DynamoDB Local under a name that there is not.
    useFipsEndpoint: false,
    useDualstackEndpoint: false,
  }),
});

const ours = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/i;

function isAllowed({ headers }) {
  // A name of somebody else that leads here is how another site's page would get past the browser's rules.
  if (!ours.test(headers.host ?? '')) return false;
  // What a page of another site sends: browsers say so.
  if (headers['sec-fetch-site'] === 'cross-site' && headers['sec-fetch-mode'] !== 'navigate') return false;
  return headers.origin === undefined || headers.origin === `http://${headers.host}`;
}

function answer(request, response) {
  if (isAllowed(request)) {
    // No other site may show it in a frame and have the visitor click there.
    response.setHeader('Content-Security-Policy', "frame-ancestors 'none'");
    browse(request, response);
  } else {
    response.writeHead(403, { 'Content-Type': 'text/plain' }).end('Open this page by its address on this machine.');
  }
}

// Whichever of them localhost is here; where there is only one, one is enough.
let listening = 0;
let failed = 0;
for (const host of ['127.0.0.1', '::1']) {
  http
    .createServer(answer)
    .on('error', (error) => {
      if (++failed === 2) throw error;
      console.error(`${host}: ${error.message}`);
    })
    .listen({ port: Number(port), host, ipv6Only: true }, () => {
      if (++listening === 1) console.log(`DynamoDB's tables are shown on http://localhost:${port}`);
    });
}
