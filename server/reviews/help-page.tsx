/** 帮助: what a reviewer has to know, on one screen. */
import { Head } from '../web/components/lists.tsx'
import type { Frame } from '../web/frame.ts'
import { Page } from '../web/shell.tsx'

export const HelpPage = ({ frame }: { frame: Frame }) => (
  <Page frame={frame} title="帮助" current="help">
    <Head title="帮助" />
    <div class="fc-help">
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
      <h2>键盘</h2>
      <p>
        <kbd>n</kbd> 下一处改动，<kbd>p</kbd> 上一处改动，<kbd>c</kbd> 对所在的条提意见。
      </p>
    </div>
  </Page>
)
