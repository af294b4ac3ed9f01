/** On the form that opens a round: one tick asks all of a kind. Without script each is ticked by itself. */

for (const all of document.querySelectorAll<HTMLInputElement>('[data-all]')) {
  const members = [...document.querySelectorAll<HTMLInputElement>(`[data-of="${all.dataset['all']}"]`)]
  all.addEventListener('change', () => {
    for (const member of members) member.checked = all.checked
  })
  for (const member of members)
    member.addEventListener('change', () => {
      all.checked = members.every(one => one.checked)
    })
}
