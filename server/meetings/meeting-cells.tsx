/** What every table of meetings says of one: its name and day, and whether it was held. */
import { MEETING_STATUS_TITLES, type MeetingSummary } from '../../schema/meetings.ts'
import { Lamp } from '../web/components/lamp.tsx'

export const MeetingCells = ({ meeting }: { meeting: MeetingSummary }) => (
  <>
    <th scope="row">
      <a class="fc-plain" href={`/meetings/${meeting.id}`} safe>
        {meeting.title}
      </a>
    </th>
    <td class="fc-nowrap" data-k="日期" safe>
      {meeting.endsOn === null ? meeting.heldOn : `${meeting.heldOn} 至 ${meeting.endsOn}`}
    </td>
  </>
)

export const MeetingLamp = ({ meeting }: { meeting: MeetingSummary }) => (
  <td>
    <Lamp colour={meeting.status === 'held' ? 'green' : 'none'} words={MEETING_STATUS_TITLES[meeting.status]} />
  </td>
)
