/** The issuer of the benchmark: one key of 2,048 bits, whose private part nobody has kept. */
export const benchIssuer = 'https://login.example'
export const benchAudience = 'https://api.example'

export const benchKeySet = {
  keys: [
    {
      kty: 'RSA',
      kid: 'bench',
      alg: 'RS256',
      use: 'sig',
      e: 'AQAB',
      n:
        'vs-Wz4dwzkDXiK9PizGjKMcU9ydySjDJQTTxl9jgQVf2ogGV6gkeKmunzfwR5qN3UMV1bE8g-XqIKVBydpEnCwMEvP' +
        '5-3qRkPYasdNXt1_B-tuNp-dqPDI89YctXDyQcumi5szC2j3KfeZbd0z9FzIlWcYKFgSLyIuhO3DO3gsd8Vy-zcpBq' +
        'dL4M2dAzgax0ek4qqp9zKH--qEakFB0fCOs5kYaW--_OeydTUEzdGUpNdL8t7h3O19JfU-wngORmhZJFP3csfcbraf' +
        'Zm5TKZTwk6E_JeLl_CnegLrecXH3Ttkk-110HUolK5JeCkeqwrPkfSTEONtsK6U79XiJxkRw',
    },
  ],
}

/** An access token of it, valid until 2100. */
export const benchToken =
  'eyJhbGciOiJSUzI1NiIsImtpZCI6ImJlbmNoIiwidHlwIjoiYXQrand0In0.eyJpc3MiOiJodHRwczovL2xvZ2luLm' +
  'V4YW1wbGUiLCJhdWQiOiJodHRwczovL2FwaS5leGFtcGxlIiwic3ViIjoidXNyXzQyIiwiY2xpZW50X2lkIjoic2hv' +
  'cCIsInNjb3BlIjoib3JkZXJzOnJlYWQgb3JkZXJzOndyaXRlIiwicm9sZXMiOlsic2FsZXMiLCJvcHMiXSwiaWF0Ij' +
  'oxNzk1MDAwMDAwLCJleHAiOjQxMDI0NDQ4MDB9.Qj8NXqkyWCHke6DUou7zRLwnFHWwMQUbKw7ZyzjcH9zmEtJrxBm' +
  'j7pAtuYH_OKlKIbS0EH1SWWO4Sye0bvKs-vINXn6DS2M2Sm8U9s-jJ3ii4JtZU8EmCAOmAijkWWQjn4hLT7JRKZqvt' +
  'On8hYBoq50uKuVpwFFwpTcmxQpgBCilvW7w5AblSa1zXHbOyHbkagzbQkwEvHgIQLovf_db9w3x0tWTbPWTDgeUVWX' +
  '2ZMMMk9pFEwT0PcQZSgudylnikPr1bxjNIzeKjJ31u81viRWAMelF31x8rLxsqyodCWAD7ShTYQLjXyCQBzUPv9h8S' +
  'k1f5LJpI_3KDwmHT00rBw'
