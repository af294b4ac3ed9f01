/** A regulation as one HTML file that needs no other: style inside, no script, no request; prints as it reads. */
import Html from '@kitajs/html'
import type { Block } from '../law/amend/body.ts'
import { printedLines, readBody } from '../law/amend/body.ts'
import type { Law } from '../law/index.ts'

const STYLE = `
:root{--ink:#1c242c;--paper:#fff;--line:#dcdfdc}
@media (prefers-color-scheme:dark){:root{--ink:#e6e8ea;--paper:#171b20;--line:#303841}}
body{margin:0 auto;max-width:42rem;padding:2rem 1.25rem 4rem;color:var(--ink);background:var(--paper);font:1.125rem/1.95 "Noto Serif CJK SC","Source Han Serif SC","Songti SC",STSong,SimSun,serif;overflow-wrap:anywhere}
h1{font-size:1.6rem;line-height:1.5;text-align:center;margin:0 0 1.5rem}
h2,h3{font:700 1.125rem/1.6 "Noto Sans CJK SC","Microsoft YaHei",sans-serif;text-align:center;margin:1.5rem 0 .5rem}
p{margin:0;text-indent:2em}
p.note{text-indent:0;text-align:center;margin-bottom:1rem}
b{font-family:"Noto Sans CJK SC","Microsoft YaHei",sans-serif}
article:target{outline:2px solid #1b4f7a}
@media print{body{max-width:none;padding:0;font-family:FangSong_GB2312,"仿宋_GB2312",FangSong,STFangsong,serif}@page{size:A4;margin:37mm 26mm 35mm 28mm}}
`

export function lawFile(law: Law): string {
  const { blocks } = readBody(law)
  const safeStyle = STYLE
  const page = (
    <html lang="zh-CN">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title safe>{law.title}</title>
        <style>{safeStyle}</style>
      </head>
      <body>
        <h1 safe>{law.title}</h1>
        {blocks.map(block => Html.contentsToString([BlockHtml(block)]))}
      </body>
    </html>
  )
  return `<!doctype html>\n${page}\n`
}

function BlockHtml(block: Block): JSX.Element {
  const lines = printedLines(block)
  switch (block.unit) {
    case 'part':
    case 'subpart':
    case 'division':
    case 'chapter':
      return (
        <>
          {lines.map(line => (
            <h2 safe>{line}</h2>
          ))}
        </>
      )
    case 'section':
      return (
        <>
          {lines.map(line => (
            <h3 safe>{line}</h3>
          ))}
        </>
      )
    case 'titleNote':
      return (
        <>
          {lines.map(line => (
            <p class="note" safe>
              {line}
            </p>
          ))}
        </>
      )
    case 'article':
      return <ArticleHtml {...block} />
    default:
      return (
        <>
          {lines.map(line => (
            <p safe>{line}</p>
          ))}
        </>
      )
  }
}

function ArticleHtml({ label, lines }: Block): JSX.Element {
  const [first, ...rest] = lines.map(({ text }) => text)
  return (
    <article id={label}>
      <p>
        <b safe>{label}</b>　<span safe>{first ?? ''}</span>
      </p>
      {rest.map(line => (
        <p safe>{line}</p>
      ))}
    </article>
  )
}
