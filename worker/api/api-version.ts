/** Version of this software, as `/api/v1/openapi.json` and the dashboard show it. */
export const apiVersion = '0.1.0'
