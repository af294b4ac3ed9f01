import { MarkdownHtml } from '../formats/markdown-html.tsx'
import { Empty, Head } from '../web/components/lists.tsx'
import type { Frame } from '../web/frame.ts'
import { Page } from '../web/shell.tsx'
import type { GuideChapter } from './guide.ts'

/** 使用说明: the guide of docs/ on one page, with its contents beside it. */
export const GuidePage = ({ frame, guide }: { frame: Frame; guide: readonly GuideChapter[] }) => (
  <Page frame={frame} title="使用说明" current="help">
    <Head crumb={[['帮助', '/help']]} title="使用说明" meta="粗体字是页面上的按钮、链接和栏目" />
    {guide.length === 0 ? <Empty sentence="使用说明没有随程序安装，在安装目录的 docs 文件夹中。" href="/help" action="回帮助" /> : ''}
    <div class="fc-redline">
      <nav class="fc-nav" aria-label="目录" tabindex="0">
        {guide.map(({ id, title, sections }) => (
          <>
            <h2>
              <a href={`#${id}`} safe>
                {title}
              </a>
            </h2>
            <ul>
              {sections.map(section => (
                <li>
                  <a href={`#${section.id}`} safe>
                    {section.title}
                  </a>
                </li>
              ))}
            </ul>
          </>
        ))}
      </nav>
      <div class="fc-guide">
        {guide.map(({ id, title, text, sections }) => (
          <section class="fc-sec" id={id} aria-label={title}>
            <h2 safe>{title}</h2>
            <MarkdownHtml text={text} />
            {sections.map(section => (
              <section id={section.id} aria-label={section.title}>
                <h3 safe>{section.title}</h3>
                <MarkdownHtml text={section.text} />
              </section>
            ))}
          </section>
        ))}
      </div>
    </div>
  </Page>
)
