/** 帮助: whom to call, the keys, and where what is described. One page for each kind of user. */
import { Head } from '../web/components/lists.tsx'
import type { Frame } from '../web/frame.ts'
import { Page } from '../web/shell.tsx'
import type { GuideChapter } from './guide.ts'
import { Keys } from './keys.tsx'

/** What a reviewer has to know, on one screen. */
export const ReviewerHelpPage = ({ frame }: { frame: Frame }) => (
  <Page frame={frame} title="帮助" current="help">
    <Head title="帮助" />
    <div class="fc-help">
      <WhomToCall frame={frame} />
      <h2>怎样提意见</h2>
      <ol>
        <li>在“我的评审”中打开请您评审的法规，按“开始阅读”，到第一处改动。</li>
        <li>在条文旁按“提意见”。先选中条文中的文字再按，所选的文字会一并引用。</li>
        <li>写下意见，愿意的话写上建议的表述，按“记下”。</li>
        <li>全部看完，按页面底部的“提交评审”，核对清单后一次提交。</li>
      </ol>
      <h2>谁看得到我的意见</h2>
      <p>提交以前，只有您自己看得到，可以修改、撤回。提交以后，承办的工作人员看得到，您不能再改动；需要补充的，另提一条。</p>
      <h2>意见会怎样处理</h2>
      <p>工作人员逐条处理：采纳、部分采纳、不采纳或者另行研究；没有全部采纳的，写明理由。结果在“已提交”中可以看到。</p>
      <h2>文本后来改了怎么办</h2>
      <p>意见跟着条文走：条文改了序号，意见仍在它旁边；您引用的文字被改掉的，注明“原文已改”。</p>
      <h2 id="keys">键盘</h2>
      <Keys wanted={['所有页面', '花脸稿']} />
    </div>
  </Page>
)

export const HelpPage = ({ frame, guide }: { frame: Frame; guide: readonly GuideChapter[] }) => (
  <Page frame={frame} title="帮助" current="help">
    <Head title="帮助" />
    <div class="fc-half">
      <div class="fc-help">
        <WhomToCall frame={frame} />
        <h2>怎样办</h2>
        {guide.length === 0 ? <p class="fc-meta">使用说明没有随程序安装，在安装目录的 docs 文件夹中。</p> : ''}
        {guide.map(({ id, title, sections }) => (
          <>
            <h3>
              <a href={`/help/guide#${id}`} safe>
                {title}
              </a>
            </h3>
            <ul class="fc-topics">
              {sections.map(section => (
                <li>
                  <a href={`/help/guide#${section.id}`} safe>
                    {section.title}
                  </a>
                </li>
              ))}
            </ul>
          </>
        ))}
      </div>
      <div class="fc-help" id="keys">
        <h2>键盘</h2>
        <p class="fc-meta">正在输入文字时，单个字母的键不起作用。</p>
        <Keys />
      </div>
    </div>
  </Page>
)

const WhomToCall = ({ frame: { office } }: { frame: Frame }) => (
  <>
    <h2>找谁</h2>
    <p>
      {office.phone === null ? (
        '用不了、办不成的，请联系本单位的系统管理员。'
      ) : (
        <>
          用不了、办不成的，请拨 <b safe>{office.phone}</b>。
        </>
      )}
      页面上有“编号”的，请一并告知。
    </p>
  </>
)
