/** The looks of the page, in the colours that the reader's machine prefers. */
export const style = `
:root{color-scheme:light dark;--bg:#f7f7f5;--card:#fff;--ink:#1c1d21;--faint:#6b6f78;--rule:#e2e2de;--accent:#3257d6;
--good:#1b7a48;--warn:#96620a;--bad:#b3322b;--mark:#fff3c4;--text:#1b7a48;--word:#7a35b5;--number:#a1520b}
@media (prefers-color-scheme:dark){:root{--bg:#131417;--card:#1b1d22;--ink:#e7e8ea;--faint:#989daa;--rule:#2d3038;
--accent:#8ea6ff;--good:#6fd29b;--warn:#e3b35c;--bad:#f0867f;--mark:#3a3415;--text:#8fd6a8;--word:#cba3f5;--number:#eab27a}}
*{box-sizing:border-box}
html{scroll-padding-top:1rem}
body{margin:0 auto;max-width:72rem;padding:2rem 1.25rem 5rem;background:var(--bg);color:var(--ink);
font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif}
h1{margin:0;font-size:1.7rem;letter-spacing:-.02em}
h2{margin:2.6rem 0 .8rem;font-size:1.1rem}
h2 small,.faint{color:var(--faint);font-weight:400}
code,pre,.mono,.path,.place,svg text{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,monospace}
nav{display:flex;flex-wrap:wrap;gap:.4rem 1.1rem;margin-top:.8rem}
a{color:var(--accent);text-decoration:none}a:hover{text-decoration:underline}
.card,.endpoint,.map{background:var(--card);border:1px solid var(--rule);border-radius:10px}
.map{overflow:auto;padding:1rem;max-height:34rem}
.map svg{display:block}
.box rect{fill:var(--bg);stroke:var(--rule)}.box{cursor:pointer}.box:hover rect{stroke:var(--accent)}
.box.inner rect{stroke-dasharray:4 3}
.box text{font-size:11px;fill:var(--faint)}.box .name{font-size:13px;font-weight:600;fill:var(--ink)}
.edge{fill:none;stroke:var(--accent);stroke-opacity:.55;stroke-width:1.4}.end{fill:var(--accent)}
form{display:flex;align-items:center;flex-wrap:wrap;gap:.5rem;margin-bottom:.8rem}form[hidden]{display:none}
input,select,form button{font:inherit;color:inherit;background:var(--card);border:1px solid var(--rule);border-radius:7px;padding:.35rem .6rem}
input{flex:1 1 14rem;min-width:0}
.endpoint{margin-bottom:.4rem}.endpoint[hidden]{display:none}
.endpoint.dead .path{text-decoration:line-through;color:var(--faint)}
summary{display:flex;flex-wrap:wrap;align-items:baseline;gap:.2rem .7rem;padding:.5rem .8rem;cursor:pointer;list-style:none}
summary::-webkit-details-marker{display:none}
summary:hover{background:color-mix(in srgb,var(--accent) 6%,transparent)}
.method{width:4.4rem;font-weight:700;font-size:.8rem;color:var(--accent)}
.GET{color:var(--good)}.DELETE{color:var(--bad)}.PUT,.PATCH{color:var(--warn)}
.path{flex:1 1 16rem;min-width:0;overflow-wrap:anywhere;font-size:.9rem}
.tag{font-size:.75rem;padding:.05rem .5rem;border:1px solid var(--rule);border-radius:99px;color:var(--faint);white-space:nowrap}
.sure,.yes{color:var(--good)}.likely{color:var(--warn)}.guess,.off{color:var(--bad)}
dl{display:grid;grid-template-columns:6rem 1fr;gap:.3rem .8rem;margin:0;padding:.3rem .8rem .8rem}
dt{color:var(--faint)}dd{margin:0;min-width:0;overflow-wrap:anywhere}
.names{display:flex;flex-wrap:wrap;gap:.25rem}
.names span{font:.8rem ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;background:var(--bg);border:1px solid var(--rule);border-radius:5px;padding:0 .35rem;overflow-wrap:anywhere}
.places{display:inline-flex;flex-wrap:wrap;gap:.25rem .7rem}
.place{font-size:.8rem;padding:0;border:0;background:none;color:var(--accent);cursor:pointer;text-align:left;overflow-wrap:anywhere}
.place:hover{text-decoration:underline}
.card{padding:.7rem .9rem;margin-bottom:.4rem}
.grid{display:grid;grid-template-columns:repeat(auto-fill,minmax(15rem,1fr));gap:.5rem}.grid .card{margin:0}
.card p{margin:.2rem 0 0}
.window{width:min(60rem,94vw);max-height:80vh;padding:0;border:1px solid var(--rule);border-radius:12px;background:var(--card);color:var(--ink);box-shadow:0 20px 60px rgb(0 0 0/.35);overflow:auto}
.window::backdrop{background:rgb(0 0 0/.35)}
.window header{position:sticky;top:0;left:0;display:flex;justify-content:space-between;gap:1rem;padding:.6rem .9rem;background:var(--card);border-bottom:1px solid var(--rule);overflow-wrap:anywhere}
.window header button{border:0;background:none;color:inherit;font-size:1.2rem;line-height:1;cursor:pointer}
.window p{padding:0 .9rem}
pre{margin:0;padding:.6rem 0;font-size:.82rem;line-height:1.55;tab-size:2}
.line{display:block;padding-right:1rem;white-space:pre-wrap;overflow-wrap:anywhere;padding-left:4.2rem;text-indent:-4.2rem}
.line i{display:inline-block;width:3.4rem;margin-right:.8rem;text-indent:0;text-align:right;color:var(--faint);font-style:normal;user-select:none}
.meant{background:var(--mark)}.comment{color:var(--faint)}.text{color:var(--text)}.word{color:var(--word)}.number{color:var(--number)}
@media (max-width:36rem){body{padding:1.2rem .8rem 3rem}dl{grid-template-columns:1fr;gap:0 .8rem}dt{margin-top:.3rem}.path{flex-basis:100%;order:5}.method{width:auto}}
`
