private import CCurl

/// What the fetcher's thread does: it takes orders, gives each its turn, and follows its transfers to their ends.
final class FetchLoop {
    private let settings: FetchSettings
    private let hostMap: HostMap
    private let mailbox: FetchMailbox
    private let lookUp: NameLookup.Function
    private let clock = ContinuousClock()
    private let start = ContinuousClock().now

    private var queue: FetchQueue
    private var jobs: [Int: FetchJob] = [:]
    private var lastID = 0
    private var transfers: [UnsafeMutableRawPointer: (transfer: FetchTransfer, job: FetchJob)] = [:]
    private var idleHandles: [UnsafeMutableRawPointer] = []
    /// What names were looked up lately, and until when it is believed.
    private var names: [String: (answer: NameLookup.Answer, until: Duration)] = [:]
    /// Who waits for a name that is being looked up.
    private var lookups: [String: [Int]] = [:]

    init(_ settings: FetchSettings, hostMap: HostMap, mailbox: FetchMailbox, lookUp: @escaping NameLookup.Function) {
        (self.settings, self.hostMap, self.mailbox, self.lookUp) = (settings, hostMap, mailbox, lookUp)
        queue = FetchQueue(settings)
    }

    private var now: Duration { clock.now - start }

    /// Returns when it is told to stop.
    func run() {
        while true {
            for message in mailbox.empty() {
                switch message {
                case .order(let order): take(order)
                case .cancel(let delivery): cancel { $0 === delivery }
                case .name(let name, let answer): note(name, answer)
                case .stop:
                    cancel { _ in true }
                    for handle in idleHandles { curl_easy_cleanup(handle) }
                    return mailbox.multi.close()
                }
            }
            let pause = startWhoseTurnItIs()
            var running: Int32 = 0
            curl_multi_perform(mailbox.multi.handle, &running)
            if !endTransfers() { mailbox.multi.wait(pause) }
        }
    }

    private func take(_ order: FetchOrder) {
        if let folder = order.folder, let (path, size) = PartFile.size(folder: folder, address: order.address.text) {
            let fetched = Fetched(address: order.address.text, status: 200, headers: [:], body: .file(path: path, size: size))
            return order.delivery.post(order.number, .success(fetched))
        }
        do throws(FetchError) {
            lastID += 1
            let job = try FetchJob(lastID, order, settings, hostMap)
            jobs[job.id] = job
            queue.add(job.id, host: job.host, at: now)
        } catch {
            order.delivery.post(order.number, .failure(error))
        }
    }

    /// - Returns: for how many milliseconds nothing else is to be done.
    private func startWhoseTurnItIs() -> Int32 {
        while true {
            switch queue.next(at: now) {
            case .start(let id):
                if let job = jobs[id] { begin(job) }
            case .refuse(let id):
                if let job = jobs[id] { end(job, .failure(.givenUp(host: job.host))) }
            case .wait(let until):
                guard let until else { return 10_000 }
                let (seconds, attoseconds) = max(until - now, .zero).components
                return Int32(min(seconds, 10)) * 1000 + Int32(attoseconds / 1_000_000_000_000_000) + 1
            }
        }
    }

    // MARK: - Names

    private func begin(_ job: FetchJob) {
        let host = job.host
        // A target of the map is trusted, and an address was looked at already.
        if job.chain.target != nil || IPAddress(host) != nil { return transfer(job, to: []) }
        if let known = names[host], known.until > now { return proceed(job, known.answer) }
        job.stage = .lookingUp(host)
        if lookups[host] != nil {
            lookups[host]?.append(job.id)
            return
        }
        lookups[host] = [job.id]
        let (mailbox, lookUp) = (mailbox, lookUp)
        // Lookups whose orders were cancelled go on until the DNS ends them; they must not pile up.
        guard lookups.count <= settings.requests * 2, FetchThread.start({ mailbox.post(.name(host, lookUp(host))) }) else {
            return note(host, .silence)
        }
    }

    private func note(_ name: String, _ answer: NameLookup.Answer) {
        if names.count >= 1000 { names.removeAll() }
        if answer != .silence { names[name] = (answer, now + .seconds(60)) }
        for id in lookups.removeValue(forKey: name) ?? [] {
            if let job = jobs[id] { proceed(job, answer) }
        }
    }

    private func proceed(_ job: FetchJob, _ answer: NameLookup.Answer) {
        job.stage = .queued
        switch answer {
        case .addresses(let addresses):
            if let hidden = addresses.first(where: { !$0.isPublic }) {
                conclude(job, .fail(.privateAddress(hidden.description)), answered: false)
            } else {
                transfer(job, to: addresses)
            }
        case .unknown: conclude(job, .fail(.unknownHost(job.host)), answered: false)
        case .silence: conclude(job, .retry(.unreachable(host: job.host), after: nil, blame: .silence), answered: false)
        }
    }

    // MARK: - Transfers

    private func transfer(_ job: FetchJob, to addresses: [IPAddress]) {
        do throws(FetchError) {
            let sink = try job.sink()
            guard let handle = idleHandles.popLast() ?? curl_easy_init() else { throw .unavailable }
            job.sizeBefore = sink.resumption?.size ?? 0
            let transfer = FetchTransfer(
                handle, job.chain.current, target: job.chain.target, addresses: addresses, sink: sink, settings: settings)
            job.stage = .transferring(handle)
            transfers[handle] = (transfer, job)
            curl_multi_add_handle(mailbox.multi.handle, handle)
        } catch {
            conclude(job, .fail(error), answered: false)
        }
    }

    /// - Returns: whether there was one.
    private func endTransfers() -> Bool {
        var left: Int32 = 0
        var isAny = false
        while let message = curl_multi_info_read(mailbox.multi.handle, &left) {
            guard message.pointee.msg == CURLMSG_DONE, let handle = message.pointee.easy_handle else { continue }
            // The message goes with the handle.
            let code = message.pointee.data.result
            guard let (transfer, job) = leave(handle) else { continue }
            isAny = true
            let step = FetchStep(
                code: code.rawValue, head: transfer.head, verdict: transfer.verdict, host: job.host, offset: transfer.offset)
            if step == .finish {
                finish(job, transfer)
            } else {
                conclude(job, step, answered: transfer.head.status != 0)
            }
        }
        return isAny
    }

    /// Takes a handle out of use, before the object goes that it knows.
    private func leave(_ handle: UnsafeMutableRawPointer) -> (transfer: FetchTransfer, job: FetchJob)? {
        curl_multi_remove_handle(mailbox.multi.handle, handle)
        curl_easy_reset(handle)
        idleHandles.append(handle)
        return transfers.removeValue(forKey: handle)
    }

    private func finish(_ job: FetchJob, _ transfer: FetchTransfer) {
        do throws(FetchError) {
            guard let body = try job.sink().finish() else {
                return conclude(job, .retry(.brokenOff(host: job.host), after: nil, blame: .none), answered: true)
            }
            queue.release(host: job.host)
            queue.note(job.host) { $0.answered() }
            let fetched = Fetched(
                address: transfer.address.text, status: transfer.head.status, headers: transfer.head.fields, body: body)
            end(job, .success(fetched))
        } catch {
            conclude(job, .fail(error), answered: true)
        }
    }

    /// Frees the place of a job that held one, and does with it what follows.
    private func conclude(_ job: FetchJob, _ step: FetchStep, answered: Bool) {
        job.stage = .queued
        queue.release(host: job.host)
        let now = now
        do throws(FetchError) {
            switch step {
            case .retry(_, let after, .trouble): queue.note(job.host) { $0.wasInTrouble(retryAfter: after, at: now) }
            case .retry(_, _, .silence): queue.note(job.host) { $0.wasSilent(at: now) }
            default: if answered { queue.note(job.host) { $0.answered() } }
            }
            switch step {
            case .finish: break
            case .fail(let error): throw error
            case .follow(let location):
                try job.chain.follow(location)
                queue.add(job.id, host: job.host, at: now, isFirst: true)
            case .startOver:
                try job.sink().clear()
                try retry(job, .brokenOff(host: job.host), after: nil)
            case .retry(let error, let after, _): try retry(job, error, after: after)
            }
        } catch {
            end(job, .failure(error))
        }
    }

    private func retry(_ job: FetchJob, _ error: FetchError, after: Duration?) throws(FetchError) {
        let delay = job.plan.delay(
            progressed: job.hasProgressed, retryAfter: after, chance: Double.random(in: 0..<1))
        guard let delay else { throw error }
        job.chain = try RedirectChain(job.order.address, hostMap: hostMap, limit: settings.redirects)
        queue.add(job.id, host: job.host, at: now + delay)
    }

    // MARK: - Ends

    private func end(_ job: FetchJob, _ result: Result<Fetched, FetchError>) {
        jobs[job.id] = nil
        job.end(result)
    }

    private func cancel(_ isMeant: (FetchDelivery) -> Bool) {
        for job in jobs.values where isMeant(job.order.delivery) {
            switch job.stage {
            case .queued: queue.remove(job.id)
            case .lookingUp(let name):
                lookups[name]?.removeAll { $0 == job.id }
                queue.release(host: job.host)
            case .transferring(let handle):
                _ = leave(handle)
                queue.release(host: job.host)
            }
            end(job, .failure(.cancelled))
        }
    }
}
