// The reference: a bare Socket.IO server that passes each message on to the user it names, and the few files of a page that
// makes a call with bare simple-peer. It knows no calls, checks nothing and keeps nothing.
import { createReadStream } from 'node:fs';
import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';
import { Server } from 'socket.io';

const FILES = {
  '/': ['page/index.html', 'text/html'],
  '/page.js': ['page/page.js', 'text/javascript'],
  '/simplepeer.js': ['../node_modules/simple-peer/simplepeer.min.js', 'text/javascript'],
  '/socket.io.js': ['../node_modules/socket.io-client/dist/socket.io.min.js', 'text/javascript'],
};

const http = createServer((request, response) => {
  const [file, type] = FILES[request.url?.split('?')[0]] ?? [];
  if (!file) return response.writeHead(404).end();
  response.writeHead(200, { 'content-type': type });
  createReadStream(fileURLToPath(new URL(file, import.meta.url))).pipe(response);
});

const sockets = new Map();
new Server(http, { serveClient: false }).on('connection', (socket) => {
  const { name } = socket.handshake.auth;
  sockets.set(name, socket);
  socket.onAny((event, to, payload) => sockets.get(to)?.emit(event, payload));
  socket.on('disconnect', () => sockets.delete(name));
});

http.listen(0, '127.0.0.1', () => console.log(`ready: http://localhost:${http.address().port}`));
