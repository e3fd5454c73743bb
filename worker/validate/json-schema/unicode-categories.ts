/** Long names of general categories (Unicode 5.7.1, ECMA-262 table 69) by the short ones that RE2 knows. */
const shortNames: Readonly<Record<string, string>> = {
  Letter: 'L',
  Cased_Letter: 'LC',
  Uppercase_Letter: 'Lu',
  Lowercase_Letter: 'Ll',
  Titlecase_Letter: 'Lt',
  Modifier_Letter: 'Lm',
  Other_Letter: 'Lo',
  Mark: 'M',
  Nonspacing_Mark: 'Mn',
  Spacing_Mark: 'Mc',
  Enclosing_Mark: 'Me',
  Number: 'N',
  Decimal_Number: 'Nd',
  digit: 'Nd',
  Letter_Number: 'Nl',
  Other_Number: 'No',
  Punctuation: 'P',
  punct: 'P',
  Symbol: 'S',
  Math_Symbol: 'Sm',
  Currency_Symbol: 'Sc',
  Separator: 'Z',
  Space_Separator: 'Zs',
  Other: 'C',
  Control: 'Cc',
  Format: 'Cf',
}

/** `\p{Letter}`, `\p{gc=Letter}` and `\p{Script=Greek}` as RE2 writes them: `\p{L}`, `\p{Greek}`. */
export function withShortCategories(pattern: string): string {
  return pattern.replaceAll(
    /(\\[pP])\{(?:General_Category=|gc=|Script=|sc=)?(\w+)\}/g,
    (_, escape: string, name: string) =>
      `${escape}{${(Object.hasOwn(shortNames, name) ? shortNames[name] : undefined) ?? name}}`,
  )
}
