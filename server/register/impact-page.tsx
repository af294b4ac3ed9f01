/** 新文本触及什么: which of our regulations and drafts cite a law, and what became of the articles that they cite. */
import { IMPACT_TITLES, type Impact } from '../../schema/library.ts'
import { Lamp } from '../web/components/lamp.tsx'
import { Empty, Head, Scroll } from '../web/components/lists.tsx'
import type { Frame } from '../web/frame.ts'
import { Page } from '../web/shell.tsx'

const LAMPS = { gone: 'red', changed: 'red', moved: 'amber', whole: 'none', untouched: 'green' } as const

export const ImpactPage = ({ frame, impact }: { frame: Frame; impact: Impact }) => (
  <Page frame={frame} title={`触及的法规：${impact.title}`} current="ledger">
    <Head
      crumb={[
        ['法律法规库', '/regulations?own=false'],
        [impact.title, `/regulations/${impact.regulation}`]
      ]}
      title="触及的法规和草案"
      meta={impact.from === null ? '只有一个文本' : `新文本修改、新增、删除 ${impact.changed.length} 条`}
    />
    {impact.changed.length === 0 ? (
      ''
    ) : (
      <p class="fc-meta" safe>
        {impact.changed.join('、')}
      </p>
    )}
    {impact.places.length === 0 ? (
      <Empty sentence="在册法规和正在办理的草案都没有提到它。" href="/regulations?own=false" action="看法律法规库" />
    ) : (
      <Scroll label="提到的地方，可左右移动">
        <table class="table fc-stack">
          <caption safe>{`共 ${impact.places.length} 处`}</caption>
          <thead>
            <tr>
              <th scope="col">法规、草案</th>
              <th scope="col">条</th>
              <th scope="col">如何提到</th>
              <th scope="col">影响</th>
              <th scope="col">现为</th>
            </tr>
          </thead>
          <tbody>
            {impact.places.map(place => (
              <tr>
                <th scope="row">
                  <a
                    href={
                      place.regulation === null
                        ? `/bills/${place.bill ?? ''}`
                        : `/regulations/${place.regulation}#${encodeURIComponent(place.article)}`
                    }
                    safe
                  >
                    {place.title}
                  </a>
                  {place.regulation === null ? <small class="fc-meta">　草案</small> : ''}
                </th>
                <td class="fc-nowrap" data-k="条" safe>
                  {place.article}
                </td>
                <td data-k="如何提到" safe>
                  {place.text}
                </td>
                <td data-k="影响">
                  <Lamp colour={LAMPS[place.impact]} words={IMPACT_TITLES[place.impact]} />
                </td>
                <td class="fc-nowrap" data-k="现为" safe>
                  {place.now ?? ''}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    )}
  </Page>
)
