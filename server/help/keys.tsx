/** The keys of every page, in one list: `?` leads here. */

const KEYS: readonly (readonly [where: string, keys: readonly (readonly [keys: readonly string[], what: string])[]])[] = [
  [
    '所有页面',
    [
      [['/'], '到搜索框'],
      [['?'], '打开本页'],
      [['Tab'], '到下一个链接、按钮或者输入框；每页第一个是“跳到正文”'],
      [['Enter'], '按下所在的按钮或者链接']
    ]
  ],
  [
    '花脸稿',
    [
      [['n', 'p'], '下一处、上一处改动'],
      [['r'], '标为已阅，并到下一处'],
      [['c'], '对所在的条提意见（评审时）']
    ]
  ],
  [
    '意见办理',
    [
      [['1', '2', '3', '4'], '采纳、部分采纳、不采纳、另行研究'],
      [['5', '…', '9'], '填入常用理由'],
      [['w'], '写入文本'],
      [['Enter'], '选好结果以后，记下并看下一条'],
      [['J', 'K'], '下一条、上一条意见']
    ]
  ],
  [
    '编辑页面',
    [
      [['F8'], '到下一处规范问题，按住 Shift 到上一处'],
      [['F12'], '跳到光标所在的引用所指的条'],
      [['Ctrl + S'], '立即保存'],
      [['Ctrl + Shift + S'], '存为版本'],
      [['Ctrl + Z'], '撤销'],
      [['Ctrl + F'], '查找、替换']
    ]
  ]
]

/** Keys do nothing while somebody types or an input method composes. */
export const Keys = ({ wanted }: { wanted?: readonly string[] }) => (
  <>
    {KEYS.filter(([where]) => wanted === undefined || wanted.includes(where)).map(([where, keys]) => (
      <>
        <h3 safe>{where}</h3>
        <dl class="fc-kv">
          {keys.map(([names, what]) => (
            <>
              <dt>
                {names.map(name => (
                  <kbd safe>{name}</kbd>
                ))}
              </dt>
              <dd safe>{what}</dd>
            </>
          ))}
        </dl>
      </>
    ))}
  </>
)
