/** The style of a redline that stands in a file of its own: the page's classes and look, without the page. It prints black and white. */
export const REDLINE_STYLE = `
:root{--paper:#fff;--ink:#1c242c;--ink2:#45505b;--ink3:#5c6772;--line:#dcdfdc;--accent:#1b4f7a;--ins:#0f4f94;--del:#9c2a22;--del-soft:#f6e6e4;--amber:#7d5200;
--sans:"Noto Sans CJK SC","Microsoft YaHei","PingFang SC",sans-serif;--song:"Noto Serif CJK SC","Source Han Serif SC","Songti SC",STSong,SimSun,serif}
@media (prefers-color-scheme:dark){:root{--paper:#171b20;--ink:#e6e8ea;--ink2:#b9c1c9;--ink3:#98a2ac;--line:#303841;--accent:#92c2ea;--ins:#93c4ff;--del:#ffaba1;--del-soft:#40211e;--amber:#e9bd66}}
*{box-sizing:border-box}
body{font:15px/1.6 var(--sans);color:var(--ink);background:var(--paper);max-width:72rem;margin:0 auto;padding:1rem 1.5rem 3rem;overflow-wrap:anywhere}
h1{font-size:1.375rem;margin:0}h2,h3{font-size:1rem;margin:0}p{margin:0}
header{border-top:3px solid #a8231c;border-bottom:1px solid var(--line);padding:.75rem 0;margin-bottom:1rem}
.fc-meta,.fc-legend{font-size:.8125rem;color:var(--ink3)}.fc-legend{display:flex;flex-wrap:wrap;gap:0 1rem;margin-top:.25rem}
.fc-vh{position:absolute;width:1px;height:1px;overflow:hidden;clip:rect(0 0 0 0);white-space:nowrap}
.fc-redline{display:grid;grid-template-columns:11.75rem minmax(0,1fr);gap:1.5rem}
.fc-nav{font-size:.875rem;position:sticky;top:1rem;align-self:start;max-height:calc(100vh - 2rem);overflow-y:auto}
.fc-nav h2{font-size:.8125rem;color:var(--ink3);font-weight:400;margin-top:.75rem}
.fc-nav ul{list-style:none;margin:0;padding:0}.fc-nav a{display:block;color:var(--ink);text-decoration:none;padding:.25rem .4rem;border-bottom:1px solid var(--line)}
.fc-nav a:hover{color:var(--accent);text-decoration:underline}:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
.fc-art{padding:.75rem 0;max-width:44rem}.fc-art+.fc-art,.fc-unchanged{border-top:1px solid var(--line)}.fc-art.fc-art--chap{border-top:0}
.fc-art:target{box-shadow:-.9rem 0 0 var(--paper),calc(-.9rem - 3px) 0 0 var(--accent)}
.fc-art-top{display:flex;flex-wrap:wrap;gap:0 .75rem;align-items:center;font-size:.8125rem;color:var(--ink3);margin-bottom:.25rem}
.fc-art-top h3{font-size:.8125rem;color:var(--ink2)}
.fc-law{font-family:var(--song);font-size:1.125rem;line-height:1.95;text-align:justify}.fc-law p{text-indent:2em}
.fc-law h2{font-family:var(--sans);font-size:1.125rem;text-align:center}.fc-no{font-family:var(--sans);font-weight:700;margin-right:1em}
.fc-lawtitle{font-family:var(--song);font-size:1.5rem;font-weight:700;text-align:center}.fc-lawnote{text-align:center;font-size:.875rem;color:var(--ink2)}
.fc-unchanged{padding:.5rem 0;color:var(--ink3);font-size:.875rem;max-width:44rem}.fc-unchanged summary{cursor:pointer}.fc-unchanged .fc-law{color:var(--ink)}
ins{font-family:var(--sans);color:var(--ins);font-weight:500;text-decoration:underline;text-decoration-thickness:1.5px;text-underline-offset:.25em}
del{color:var(--del);background:var(--del-soft);text-decoration:line-through;text-decoration-thickness:1.5px;padding:0 .05em}
ins.fc-step2{text-decoration-style:double}del.fc-step2{text-decoration-style:double}
.fc-hidden{font:700 .7em var(--sans);color:var(--amber);background:none;border:1px solid;border-radius:3px;padding:0 .25em;margin:0 .1em;text-indent:0}
@media (max-width:48rem){body{padding:.75rem 1rem}.fc-redline{display:block}.fc-nav{position:static;max-height:none;margin-bottom:1rem}}
@media print{@page{size:A4;margin:22mm 22mm 20mm 24mm}
:root{--paper:#fff;--ink:#000;--ink2:#222;--ink3:#333;--line:#999;--accent:#000;--ins:#000;--del:#000;--del-soft:#dcdcdc;--amber:#000}
*{-webkit-print-color-adjust:exact;print-color-adjust:exact}body{padding:0;max-width:none}.fc-nav{display:none}.fc-redline{display:block}
.fc-art{max-width:none}.fc-law{font-size:12pt;line-height:1.75}ins{font-weight:700}h2,h3,.fc-art-top{break-after:avoid}}
`.trim()
