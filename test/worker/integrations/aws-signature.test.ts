import { describe, expect, it } from 'vitest'

import {
  awsAuthorization,
  canonicalPath,
  canonicalQuery,
} from '#worker/integrations/authentication/aws-signature.ts'

// Published by AWS as aws-sig-v4-test-suite, and as examples of "Authenticating Requests (AWS Signature Version 4)"
// in the documentation of Amazon S3.
const credentials = {
  accessKeyId: 'AKIDEXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY',
  region: 'us-east-1',
  service: 'service',
}
const time = '20150830T123600Z'
const empty = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'

interface Vector {
  readonly method?: string
  readonly path?: string
  readonly search?: string
  readonly headers?: readonly (readonly [string, string])[]
  readonly payloadHash?: string
}

async function signatureOf(vector: Vector): Promise<string> {
  const { method = 'GET', path = '/', search = '', headers = [], payloadHash = empty } = vector
  const all = [['host', 'example.amazonaws.com'], ['x-amz-date', time], ...headers] as const
  const query = canonicalQuery(search)
  const request = { method, path, query, headers: all, payloadHash, time }
  return (await awsAuthorization(request, credentials)).split('Signature=')[1] ?? ''
}

describe('AWS Signature Version 4: the vectors of AWS', () => {
  it.each<[name: string, vector: Vector, signature: string]>([
    ['get-vanilla', {}, '5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31'],
    [
      'post-vanilla',
      { method: 'POST' },
      '5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b',
    ],
    [
      'get-unreserved',
      { path: '/-._~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz' },
      '07ef7494c76fa4850883e2b006601f940f8a34d404d0cfa977f52a65bbf5f24f',
    ],
    [
      'get-slashes',
      { path: '//example//' },
      '9a624bd73a37c9a373b5312afbebe7a714a789de108f0bdfe846570885f57e84',
    ],
    [
      'get-vanilla-query-order-key-case',
      { search: 'Param2=value2&Param1=value1' },
      'b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500',
    ],
    [
      'get-vanilla-query-order-value',
      { search: 'Param1=value2&Param1=value1' },
      '5772eed61e12b33fae39ee5e7012498b51d56abc0abb7c60486157bd471c4694',
    ],
    [
      'get-vanilla-utf8-query',
      { search: '\u1234=bar' },
      '2cdec8eed098649ff3a119c94853b13c643bcf08f8b0a1d91e12c9027818dd04',
    ],
    [
      'get-header-value-order',
      {
        headers: ['value4', 'value1', 'value3', 'value2'].map((v) => ['my-header1', v] as const),
      },
      '08c7e5a9acfcfeb3ab6b2185e75ce8b1deb5e634ec47601a50643f830c755c01',
    ],
    [
      'get-header-key-duplicate',
      { headers: ['value2', 'value2', 'value1'].map((v) => ['my-header1', v] as const) },
      'c9d5ea9f3f72853aea855b47ea873832890dbdd183b4468f858259531a5138ea',
    ],
    [
      'get-header-value-trim',
      {
        headers: [
          ['my-header1', ' value1'],
          ['my-header2', '"a   b   c"'],
        ],
      },
      'acc3ed3afb60bb290fc8d2dd0098b9911fcaa05412b367055dee359757a9c736',
    ],
    [
      'post-header-value-case',
      { method: 'POST', headers: [['my-header1', 'VALUE1']] },
      'cdbc9802e29d2942e5e10b5bccfdd67c5f22c7c4e8ae67b53629efa58b974b7d',
    ],
    [
      'post-x-www-form-urlencoded',
      {
        method: 'POST',
        headers: [['content-type', 'application/x-www-form-urlencoded']],
        payloadHash: '9095672bbd1f56dfc5b65f3e153adc8731a4a654192329106275f4c7b24d0b6e',
      },
      'ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a',
    ],
    [
      'session token',
      {
        headers: [
          [
            'x-amz-security-token',
            '6e86291e8372ff2a2260956d9b8aae1d763fbf315fa00fa31553b73ebf194267',
          ],
        ],
      },
      '07ec1639c89043aa0e3e2de82b96708f198cceab042d4a97044c66dd9f74e7f8',
    ],
  ])('%s', async (_, vector, signature) => {
    expect(await signatureOf(vector)).toBe(signature)
  })

  it('signs the example of Amazon S3: GET object with a range', async () => {
    const headers = [
      ['host', 'examplebucket.s3.amazonaws.com'],
      ['range', 'bytes=0-9'],
      ['x-amz-content-sha256', empty],
      ['x-amz-date', '20130524T000000Z'],
    ] as const
    const own = {
      accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
      secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
      region: 'us-east-1',
      service: 's3',
    }
    const request = { method: 'GET', path: '/test.txt', query: '', headers, payloadHash: empty }
    expect(await awsAuthorization({ ...request, time: '20130524T000000Z' }, own)).toBe(
      'AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request, SignedHeaders=host;range;x-amz-content-sha256;x-amz-date, Signature=f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41',
    )
  })

  it('encodes the path of S3 once and of every other service twice', () => {
    expect(canonicalPath('/a%20b//c%2Fd', 's3')).toBe('/a%20b//c%2Fd')
    expect(canonicalPath('/a%20b//c%2Fd', 'sqs')).toBe('/a%2520b/c%252Fd')
    expect(canonicalPath('/a(b)%zz', 's3')).toBe('/a%28b%29%25zz')
  })
})
