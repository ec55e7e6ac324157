// A desk's subscriber to Tocsin's alerts, in JavaScript: what is grave in the north, as it stands.
//
// npm ci, then: TOCSIN_BOOTSTRAP=kafka:9092 node subscriber.mjs

import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { Kafka, logLevel } from 'kafkajs'

const SEVERITIES = new Set(['Extreme', 'Severe'])
const STATUS = process.env.STATUS ?? 'Actual' // the others are Exercise and Test
const COUNTRIES = new Set(['DNK', 'FIN', 'ISL', 'NOR', 'SWE'])
const { TOCSIN_BOOTSTRAP = '127.0.0.1:9092', TOCSIN_TOPIC = 'alerts', GROUP = 'northern-desk', DESK = 'desk.json' } =
  process.env

// Alert id -> { revision, isOpen }: what this desk was told. It outlives the process, as the offsets do.
const desk = new Map(existsSync(DESK) ? JSON.parse(readFileSync(DESK, 'utf8')) : [])

const isWanted = (headers) =>
  headers.status === STATUS &&
  SEVERITIES.has(headers.severity) &&
  headers.countries.split(',').some((country) => COUNTRIES.has(country))

// Ring, update, stand down, or skip the record without parsing its value.
function receive(headers, value) {
  const id = headers.ce_subject
  const revision = Number(headers.revision)
  const known = desk.get(id) ?? { revision: 0, isOpen: false }
  if (revision <= known.revision) return // a repeat, or older than what we have: delivery is at least once
  const isOpen = headers.message_type !== 'Cancel' && isWanted(headers)
  if (!isOpen && !known.isOpen) return // not ours, and never was
  const alert = JSON.parse(value)
  if (!isOpen) tell('stand down', alert) // cancelled, or no longer grave, or not in the north after all
  else if (known.isOpen) tell('update', alert)
  else tell('ring', alert)
  desk.set(id, { revision, isOpen })
  save()
}

// Yours to replace: a mail, a page, a row on a screen.
function tell(what, alert) {
  console.log(what, `${alert.id}.${alert.revision}`, alert.severity, alert.headline)
}

function save() {
  writeFileSync(`${DESK}.new`, JSON.stringify([...desk]))
  renameSync(`${DESK}.new`, DESK)
}

const kafka = new Kafka({ clientId: GROUP, brokers: TOCSIN_BOOTSTRAP.split(','), logLevel: logLevel.WARN })
const consumer = kafka.consumer({ groupId: GROUP, sessionTimeout: 10_000 })
for (const end of ['SIGINT', 'SIGTERM']) process.once(end, () => consumer.disconnect().finally(() => process.exit()))

await consumer.connect()
await consumer.subscribe({ topic: TOCSIN_TOPIC, fromBeginning: true }) // a new group begins with all that stands
await consumer.run({
  autoCommitThreshold: 1, // the offset goes out after `receive`: what was told before a crash is known as a repeat
  eachMessage: async ({ message }) => {
    if (message.value === null) return
    const headers = Object.fromEntries(Object.entries(message.headers).map(([name, raw]) => [name, raw.toString()]))
    receive(headers, message.value.toString())
  },
})
