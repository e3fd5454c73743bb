import { createServer } from 'node:http'

import { largeDocument, smallDocument } from './documents.ts'

/** The origin where nginx is not installed: `node node-origin.ts PORT`. */
const small = Buffer.from(smallDocument)
const large = Buffer.from(largeDocument)

const server = createServer((request, response) => {
  request.resume()
  const body = request.url === '/large' ? large : small
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': body.length })
  response.end(body)
})
server.keepAliveTimeout = 3_600_000
server.listen(Number(process.argv[2]), '127.0.0.1')
