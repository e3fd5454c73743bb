/** The endpoints `npm run dev` starts with. `example` is the path the printed curl calls. */
export const demoExample = '/orders/1'

/** One per way of answering: passed on, made up, reshaped, put together from two calls. */
export function demoEndpoints(upstream: string) {
  return [
    {
      name: 'Order',
      method: 'GET',
      path: '/orders/{id}',
      description: 'Passes the answer of the orders service on, byte for byte.',
      integrations: [
        { id: 'orders', type: 'http', endpoint: `${upstream}/orders/{{ request.params.id }}` },
      ],
      documentation: { summary: 'One order', tags: ['Orders'] },
    },
    {
      name: 'Opening hours',
      method: 'GET',
      path: '/opening-hours',
      description: 'A mock: answers without calling anything.',
      response: { body: '{"monday":"09:00-18:00","sunday":"closed"}' },
      documentation: { summary: 'When we are open', tags: ['Shop'] },
    },
    {
      name: 'Customer',
      method: 'GET',
      path: '/customers/{id}',
      description: 'Reshapes the answer of the customers service.',
      integrations: [
        { id: 'customer', type: 'http', endpoint: `${upstream}/customers/{{ request.params.id }}` },
      ],
      transformations: [
        {
          id: 'shape',
          type: 'map',
          rules: [
            {
              operation: 'set',
              target: '',
              source: '{ "id": body.id, "name": body.first_name & " " & body.last_name }',
            },
          ],
        },
      ],
      documentation: { summary: 'One customer, as our clients want it', tags: ['Customers'] },
    },
    {
      name: 'Order with its customer',
      method: 'GET',
      path: '/orders/{id}/full',
      description: 'Calls the orders service, then the customers service with what it answered.',
      integrations: [
        { id: 'order', type: 'http', endpoint: `${upstream}/orders/{{ request.params.id }}` },
        {
          id: 'customer',
          type: 'http',
          endpoint: `${upstream}/customers/{{ integrations.order.body.customer_id }}`,
        },
      ],
      documentation: { summary: 'An order and who placed it', tags: ['Orders'] },
    },
  ]
}
