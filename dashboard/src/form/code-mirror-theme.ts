import { HighlightStyle, syntaxHighlighting } from '@codemirror/language'
import { EditorView } from '@codemirror/view'
import { tags } from '@lezer/highlight'

const theme = EditorView.theme({
  '&': {
    color: 'var(--fg)',
    backgroundColor: 'transparent',
    fontSize: 'var(--t-sm)',
    height: '100%',
  },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': { fontFamily: 'var(--mono)', lineHeight: '1.6' },
  '.cm-content': { padding: 'var(--s2) 0', caretColor: 'var(--fg)' },
  '.cm-content:focus-visible': { boxShadow: 'none' },
  '.cm-line': { padding: '0 var(--s25)' },
  '.cm-cursor': { borderLeftColor: 'var(--fg)' },
  '.cm-gutters': {
    color: 'var(--fg-subtle)',
    backgroundColor: 'transparent',
    borderRight: 'var(--hair) solid var(--line)',
  },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground':
    { backgroundColor: 'var(--selected)' },
  '.cm-matchingBracket': { backgroundColor: 'transparent' },
  '&.cm-focused .cm-matchingBracket': { backgroundColor: 'var(--accent-bg)' },
  '.cm-tooltip': {
    color: 'var(--fg)',
    backgroundColor: 'var(--raised)',
    border: 'var(--hair) solid var(--line)',
    borderRadius: 'var(--r-md)',
    boxShadow: 'var(--shadow-2)',
  },
  '.cm-tooltip.cm-tooltip-autocomplete > ul': {
    maxHeight: '14rem',
    padding: 'var(--s1)',
    fontFamily: 'var(--mono)',
    fontSize: 'var(--t-sm)',
  },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li': {
    padding: 'var(--s05) var(--s2)',
    lineHeight: 'var(--s5)',
    borderRadius: 'var(--r-sm)',
  },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]': {
    color: 'var(--fg)',
    backgroundColor: 'var(--selected)',
  },
  '.cm-completionDetail': { color: 'var(--fg-muted)', fontStyle: 'normal' },
  '.cm-tooltip.cm-completionInfo, .cm-tooltip-hover': {
    maxWidth: '22rem',
    padding: 'var(--s15) var(--s25)',
    fontFamily: 'var(--sans)',
    fontSize: 'var(--t-sm)',
    lineHeight: '1.45',
  },
  '.cm-keyword code': { marginInlineEnd: 'var(--s2)', color: 'var(--accent)' },
  '.cm-gutter-lint': { width: '1.25em' },
  '.cm-gutter-lint .cm-gutterElement': { padding: '0' },
  // The marks of the library are pictures with colours of their own.
  '.cm-lint-marker': { width: '1.25em', height: '1.6em', textAlign: 'center' },
  '.cm-lint-marker-error': { content: 'normal' },
  '.cm-lint-marker-error::before': { content: '"!"', color: 'var(--bad)', fontWeight: '600' },
  '.cm-lint-marker-warning': { content: 'normal' },
  '.cm-lint-marker-warning::before': { content: '"?"', color: 'var(--warn)', fontWeight: '600' },
  '.cm-lintRange-warning': {
    backgroundImage: 'none',
    textDecoration: 'underline wavy var(--warn) 1px',
    textUnderlineOffset: '0.25em',
  },
  '.cm-diagnostic-warning': { borderLeftColor: 'var(--warn)' },
  '.cm-lintRange-error': {
    backgroundImage: 'none',
    textDecoration: 'underline wavy var(--bad) 1px',
    textUnderlineOffset: '0.25em',
  },
  '.cm-lintRange-active': { backgroundColor: 'var(--bad-bg)' },
  '.cm-diagnostic': { padding: '0 0 0 var(--s2)', fontFamily: 'var(--sans)' },
  '.cm-panels': { color: 'var(--fg)', backgroundColor: 'var(--sunken)' },
  '.cm-diagnostic-error': { borderLeftColor: 'var(--bad)' },
})

const highlight = HighlightStyle.define([
  { tag: [tags.propertyName, tags.variableName], color: 'var(--accent)' },
  { tag: [tags.string, tags.regexp], color: 'var(--ok)' },
  { tag: [tags.number, tags.bool, tags.null, tags.atom], color: 'var(--warn)' },
  { tag: [tags.keyword, tags.operatorKeyword], color: 'var(--violet)' },
  { tag: [tags.standard(tags.function(tags.variableName))], color: 'var(--info)' },
  { tag: tags.comment, color: 'var(--fg-subtle)' },
  { tag: [tags.operator, tags.punctuation, tags.bracket], color: 'var(--fg-muted)' },
])

/** Colours of the tokens, so that light and dark follow the page. */
export const editorTheme = [theme, syntaxHighlighting(highlight)]
