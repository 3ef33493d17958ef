// Calls the plugin as opencode does with what was recorded; prints what the model would be told.
import { readFile } from "node:fs/promises"

const [plugin, recording, prompt] = process.argv.slice(2)
const { Continuity } = await import(plugin)
const hooks = await Continuity({ directory: "/home/dev/shop", worktree: "/home/dev/shop" })
let session
for (const line of (await readFile(recording, "utf8")).split("\n").filter(Boolean)) {
  const { event, body } = JSON.parse(line)
  session = body.event?.properties?.sessionID ?? body.input?.sessionID ?? session
  if (event.startsWith("event:")) await hooks.event({ event: body.event })
  else if (event !== "chat.params") await hooks[event]?.(body.input, body.output ?? { system: [] })
}
const text = { type: "text", text: prompt }
await hooks["chat.message"]({ sessionID: session }, { message: { id: "msg_1" }, parts: [text] })
const output = { system: ["You are opencode."] }
await hooks["experimental.chat.system.transform"]({ sessionID: session }, output)
console.log(JSON.stringify(output.system))
