/** 现在由谁、已几天、下一步、最迟: the line that answers "who holds it, since when". Facts that are not known are left out. */
export const WhoLine = ({ facts }: { facts: readonly (readonly [term: string, fact: string | null])[] }) => (
  <dl class="fc-who">
    {facts.map(([term, fact]) =>
      fact === null ? (
        ''
      ) : (
        <div>
          <dt safe>{term}</dt>
          <dd safe>{fact}</dd>
        </div>
      )
    )}
  </dl>
)
