/** The editing page: takes the form over that works without script, and saves, checks, compares and merges while somebody writes. */
import { Editing } from './editor/editing.ts'
import { readSettings } from './editor/settings.ts'

const form = document.querySelector<HTMLFormElement>('form[data-editor]')
if (form) new Editing(form, readSettings(form)).start()
