/** Twelve fields of the order of 1 KiB that the origin answers with, half of them computed. */
export const mapping = `{
  "id": $uppercase(body.id), "state": body.status, "placedAt": $substringBefore(body.createdAt, "T"),
  "customer": { "name": body.customer.name, "mail": $lowercase(body.customer.email) },
  "address": body.customer.address.street & ", " & body.customer.address.postcode & " " & body.customer.address.city,
  "domestic": body.customer.address.country = "FR", "itemCount": $count(body.items),
  "quantity": $sum(body.items.quantity), "total": $round($sum(body.items.(price * quantity)), 2),
  "skus": body.items.sku, "expensive": body.items[price > 50].name,
  "lines": body.items.{ "label": quantity & " x " & name, "price": price }
}`
