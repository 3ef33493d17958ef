// Records opencode sessions with Session Continuity, and lets them go on where others stopped.
// Belongs into ~/.config/opencode/plugins/. The token stands in ~/.continuity/header, as for the other clients.
// While nobody listens it says nothing, and costs nothing but the attempt.
import { readFile } from "node:fs/promises"
import { homedir, hostname } from "node:os"
import { join } from "node:path"

const URL = "http://127.0.0.1:7700/hooks/opencode"
const PATIENCE = 2000 // milliseconds

export const Continuity = async ({ directory, worktree }) => {
  const project = worktree && worktree !== "/" ? worktree : directory
  const machine = hostname().split(".")[0].toLowerCase()
  const parents = new Map() // session of a sub-agent → session that started it
  const begun = new Set() // sessions that the server was told of
  const told = new Map() // session → what the server answered, for the model
  const lastTexts = new Map() // session → what the model said last
  let last = Promise.resolve()

  const owner = (session) => (parents.has(session) ? owner(parents.get(session)) : session)

  const send = async (session, body) => {
    try {
      const [name, ...value] = (await readFile(join(homedir(), ".continuity", "header"), "utf8")).trim().split(":")
      const parentID = parents.has(session) ? owner(session) : undefined
      const answer = await fetch(URL, {
        method: "POST",
        signal: AbortSignal.timeout(PATIENCE),
        headers: {
          [name]: value.join(":").trim(),
          "Content-Type": "application/json",
          "X-Continuity-Machine": machine,
          "X-Project-Dir": Buffer.from(project).toString("latin1"), // UTF-8, byte for byte
        },
        body: JSON.stringify({ ...body, parentID, directory }),
      })
      const text = answer.ok ? await answer.text() : ""
      return text ? JSON.parse(text).hookSpecificOutput.additionalContext : ""
    } catch {
      return ""
    }
  }

  // One after the other, so that they arrive in their order.
  const post = (session, body) => (last = last.then(() => send(session, body)))

  const begin = async (session, body) => {
    begun.add(session)
    told.set(session, { identity: await post(session, body) })
  }

  return {
    event: async ({ event }) => {
      const properties = event.properties ?? {}
      const session = properties.sessionID
      const body = { hook_event_name: `event:${event.type}`, event }
      if (event.type === "session.created") {
        if (properties.info?.parentID) parents.set(session, properties.info.parentID)
        if (!begun.has(session)) await begin(session, body)
      } else if (event.type === "session.idle") {
        await post(session, { ...body, last_assistant_message: lastTexts.get(session) })
      } else if (event.type === "todo.updated") {
        await post(session, body)
      } else if (event.type === "message.part.updated" && properties.part?.type === "text" && properties.part.time?.end) {
        lastTexts.set(session, properties.part.text)
      }
    },
    "chat.message": async (input, output) => {
      const session = input.sessionID
      if (!begun.has(session)) await begin(session, { hook_event_name: "session.continued", input })
      const packet = await post(session, { hook_event_name: "chat.message", input, output })
      if (packet) told.set(session, { ...told.get(session), packet })
    },
    "tool.execute.before": async (input, output) => {
      await post(input.sessionID, { hook_event_name: "tool.execute.before", input, output })
    },
    "tool.execute.after": async (input, output) => {
      await post(input.sessionID, { hook_event_name: "tool.execute.after", input, output })
    },
    "experimental.session.compacting": async (input) => {
      await post(input.sessionID, { hook_event_name: "experimental.session.compacting", input })
    },
    // The system prompt is made anew for each request, so what was told once is told each time.
    "experimental.chat.system.transform": async (input, output) => {
      const { identity, packet } = told.get(input.sessionID) ?? {}
      output.system.push(...[identity, packet].filter(Boolean))
    },
  }
}
