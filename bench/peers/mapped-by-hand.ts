interface Env {
  readonly ORIGIN: string
}

interface Order {
  readonly id: string
  readonly status: string
  readonly total: number
  readonly currency: string
  readonly createdAt: string
  readonly customer: {
    readonly name: string
    readonly email: string
    readonly address: { readonly city: string }
  }
  readonly items: readonly { readonly sku: string }[]
}

/** The least a Worker can do that reads an answer and renames ten fields of it. */
const mappedByHand = {
  async fetch(request: Request, env: Env): Promise<Response> {
    const url = new URL(request.url)
    const response = await fetch(env.ORIGIN + url.pathname + url.search, request)
    const order = JSON.parse(await response.text()) as Order
    const { customer, items } = order
    return new Response(
      JSON.stringify({
        orderId: order.id,
        state: order.status,
        amount: order.total,
        currency: order.currency,
        placedAt: order.createdAt,
        customerName: customer.name,
        customerEmail: customer.email,
        city: customer.address.city,
        itemCount: items.length,
        firstSku: items[0]?.sku,
      }),
      { headers: { 'content-type': 'application/json' } },
    )
  },
}

export default mappedByHand
