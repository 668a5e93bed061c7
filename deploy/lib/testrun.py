"""Plans and counts the runs of the tests; used by deploy/test.

    testrun.py plan SEED BATCHES FILTER PREFIX < LIST
        writes PREFIX-1.txt, PREFIX-2.txt, ...: one regular expression a line, for suites in an order of chance
    testrun.py count STATUS EVENTS
        prints "passed failed skipped", and on the error output what failed

LIST is what `swift test list` prints. EVENTS is the event stream of one `swift test`, STATUS its exit status. The
stream is read rather than the closing line, because it also tells what a crashed process did not come to.
"""

import json
import random
import re
import sys


def plan(seed, batches, wanted, prefix):
    suites = {}
    for line in sys.stdin:
        # Module.Suite/test() or Module.Outer/Inner/test() or Module.test()
        match = re.match(r"(\w+\.[^/(]+)[/(]", line)
        if match:
            suites.setdefault(match[1], []).append(line.strip())
    selections = []
    for suite in sorted(suites):
        chosen = [test for test in suites[suite] if re.search(wanted, test)]
        if chosen == suites[suite]:
            selections.append(["^" + re.escape(suite) + "[/(]"])
        elif chosen:
            selections.append(["^" + re.escape(test) for test in chosen])
    if not selections:
        sys.exit("error: there are no tests to run")
    random.Random(seed).shuffle(selections)
    for number in range(min(batches, len(selections))):
        with open(f"{prefix}-{number + 1}.txt", "w", encoding="utf-8") as output:
            for selection in selections[number::batches]:
                output.writelines(expression + "\n" for expression in selection)


def records(path):
    try:
        with open(path, encoding="utf-8", errors="replace") as stream:
            for line in stream:
                try:
                    yield json.loads(line)
                except ValueError:
                    pass  # the last line of a process that was killed
    except FileNotFoundError:
        pass  # it did not even start


def count(status, path):
    functions, failed, skipped, ended, issues = {}, set(), set(), set(), []
    for record in records(path):
        payload = record["payload"]
        kind = payload.get("kind")
        test = payload.get("testID")
        if record["kind"] == "test":
            if kind == "function":
                functions[payload["id"]] = payload.get("displayName") or payload["name"]
        elif kind == "testEnded":
            ended.add(test)
        elif kind == "testSkipped":
            skipped.add(test)
        elif kind == "issueRecorded":
            issue = payload["issue"]
            if issue.get("isFailure", not issue.get("isKnown")):
                failed.add(test)
                issues.append((test, " ".join(m["text"] for m in payload.get("messages", []))))

    def belongs(test, suites):
        return test in suites or any(suite and test.startswith(suite + "/") for suite in suites)

    skipped_functions = {test for test in functions if belongs(test, skipped)}
    ran = set(functions) - skipped_functions
    unfinished = ran - ended
    failures = (ran & failed) | unfinished
    for test, text in issues:
        print(f"failed: {functions.get(test, test)}: {text}", file=sys.stderr)
    for test in sorted(unfinished - failed):
        print(f"did not finish: {functions[test]} ({test})", file=sys.stderr)
    # An issue outside of any test, or a process that ended badly after its last test.
    extra = sum(1 for test in failed if test not in functions)
    if not failures and not extra and status != 0:
        print(f"the test process ended with status {status}", file=sys.stderr)
        extra = 1
    print(len(ran - failures), len(failures) + extra, len(skipped_functions))


if __name__ == "__main__":
    if len(sys.argv) == 6 and sys.argv[1] == "plan":
        plan(int(sys.argv[2]), int(sys.argv[3]), sys.argv[4], sys.argv[5])
    elif len(sys.argv) == 4 and sys.argv[1] == "count":
        count(int(sys.argv[2]), sys.argv[3])
    else:
        sys.exit(__doc__)
