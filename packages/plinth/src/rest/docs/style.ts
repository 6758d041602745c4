/** Stylesheet of the docs. System fonts, no images, light and dark; one column below 60rem. */
export const style = `:root {
  color-scheme: light dark;
  --ink: light-dark(#1c1d21, #e8e8ea);
  --quiet: light-dark(#5d626d, #9aa0ad);
  --paper: light-dark(#ffffff, #15161a);
  --panel: light-dark(#f6f7f9, #1d1f25);
  --line: light-dark(#e3e5ea, #30333c);
  --code: light-dark(#f0f2f5, #24272f);
  --link: light-dark(#1c54b2, #8ab4ff);
  --get: light-dark(#0b6b46, #5fd3a0);
  --post: light-dark(#1c54b2, #8ab4ff);
  --put: light-dark(#875400, #e9b45c);
  --delete: light-dark(#a8241c, #ff8f87);
}
* { box-sizing: border-box; }
html { scroll-padding-top: 1rem; }
body { margin: 0; display: grid; grid-template-columns: 19rem minmax(0, 1fr); background: var(--paper); color: var(--ink); font: 1rem/1.55 system-ui, sans-serif; }
a { color: var(--link); }
a:focus-visible, button:focus-visible, input:focus-visible, summary:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
code, pre { font: 0.875em/1.5 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; }
.skip { position: absolute; left: -999rem; }
.skip:focus { left: 1rem; top: 1rem; background: var(--paper); padding: 0.5rem; z-index: 1; }
.quiet, small { color: var(--quiet); }
nav { position: sticky; top: 0; height: 100vh; overflow-y: auto; padding: 1.25rem 1rem; background: var(--panel); border-right: 1px solid var(--line); font-size: 0.875rem; }
nav .title { margin: 0 0 0.75rem; font-size: 1rem; }
nav h2 { margin: 1.25rem 0 0.25rem; font-size: 0.75rem; text-transform: uppercase; letter-spacing: 0.06em; color: var(--quiet); }
nav ul { list-style: none; margin: 0; padding: 0; }
nav a { display: flex; gap: 0.5rem; align-items: baseline; padding: 0.25rem 0.375rem; border-radius: 0.375rem; color: inherit; text-decoration: none; }
nav a:hover { background: var(--code); }
nav .path { min-width: 0; overflow-wrap: anywhere; font-family: ui-monospace, Menlo, Consolas, monospace; font-size: 0.8125rem; }
nav .lock { margin-left: auto; color: var(--quiet); font-size: 0.5rem; align-self: center; }
.filter span { position: absolute; left: -999rem; }
.filter input { width: 100%; padding: 0.5rem 0.625rem; font: inherit; color: inherit; background: var(--paper); border: 1px solid var(--line); border-radius: 0.375rem; }
main { padding: 2rem clamp(1rem, 4vw, 3.5rem) 6rem; max-width: 84rem; }
h1 { margin: 0 0 0.25rem; font-size: 1.75rem; line-height: 1.2; }
.lead { margin: 0 0 1rem; color: var(--quiet); }
.module > h2 { margin: 2.5rem 0 0; font-size: 1.25rem; text-transform: capitalize; }
.operation { padding: 1.5rem 0; border-bottom: 1px solid var(--line); }
.operation h3 { margin: 0; font-size: 1rem; display: flex; gap: 0.625rem; align-items: baseline; flex-wrap: wrap; }
.operation h3 .path { font-size: 1rem; overflow-wrap: anywhere; }
.operation header p { margin: 0.25rem 0 0; color: var(--quiet); }
.operation:target { scroll-margin-top: 1rem; box-shadow: -0.75rem 0 0 -0.5rem var(--link); }
h4 { margin: 1.25rem 0 0.375rem; font-size: 0.875rem; }
.method { flex: none; font: 600 0.6875rem/1.6 ui-monospace, Menlo, Consolas, monospace; letter-spacing: 0.02em; color: var(--put); }
nav .method { width: 3.25rem; }
h3 .method { font-size: 0.8125rem; }
.method.GET { color: var(--get); }
.method.POST { color: var(--post); }
.method.DELETE { color: var(--delete); }
header .lock { font-size: 0.75rem; padding: 0 0.4375rem; border: 1px solid var(--line); border-radius: 1rem; white-space: nowrap; }
.columns { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); gap: 0 2rem; }
table { width: 100%; border-collapse: collapse; font-size: 0.875rem; }
tr { border-top: 1px solid var(--line); }
th, td { padding: 0.375rem 0.75rem 0.375rem 0; text-align: left; vertical-align: top; font-weight: 400; overflow-wrap: anywhere; }
th { width: 46%; }
td small { display: block; }
abbr { color: var(--delete); text-decoration: none; margin-left: 0.125rem; }
summary { cursor: pointer; color: var(--link); font-size: 0.875rem; }
figure { margin: 1.25rem 0 0; border: 1px solid var(--line); border-radius: 0.5rem; overflow: hidden; }
figcaption { display: flex; justify-content: space-between; align-items: center; padding: 0.25rem 0.75rem; min-height: 2rem; background: var(--panel); border-bottom: 1px solid var(--line); font-size: 0.75rem; color: var(--quiet); }
pre { margin: 0; padding: 0.75rem; max-height: 24rem; overflow: auto; background: var(--code); }
button { font: inherit; color: var(--link); background: none; border: 0; padding: 0.25rem; cursor: pointer; }
[hidden] { display: none !important; }
@media (max-width: 75rem) { .columns { grid-template-columns: minmax(0, 1fr); } }
@media (max-width: 60rem) {
  body { display: block; }
  nav { position: static; height: auto; border-right: 0; border-bottom: 1px solid var(--line); }
  nav .list { max-height: 12rem; overflow-y: auto; }
  nav a { min-height: 2.75rem; align-items: center; }
  button { min-height: 2.75rem; padding: 0 0.5rem; }
  main { padding-top: 1.5rem; }
}
@media print { nav, button { display: none; } body { display: block; } }
`
