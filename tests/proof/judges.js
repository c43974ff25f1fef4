// Judge files in one process: a task a line on stdin, {"as": "epub" or a flavour of veraPDF, "file": path}; a verdict a line
// on stdout. Runs in the Rhino shell; the property "verapdf" is the path of publish's own script.

load(String(java.lang.System.getProperty("verapdf")));

function judgeEpub(file) {
  var found = [];
  var report = new JavaAdapter(
    com.adobe.epubcheck.util.DefaultReportImpl,
    {
      message: function (given, place, values) {
        var message = given.getSeverity ? given : report.getDictionary().getMessage(given);
        var severity = String(message.getSeverity());
        if (severity != "FATAL" && severity != "ERROR" && severity != "WARNING") return;
        found.push({
          rule: String(message.getID()),
          message: String(values ? message.getMessage(values) : message.getMessage()) + " at " + String(place)
        });
      }
    },
    file,
    null,
    true
  );
  report.initialize();
  new com.adobe.epubcheck.api.EpubCheck(new java.io.File(file), report).doValidate();
  return found;
}

function judgePdf(file, name) {
  var flavour = Flavour.byFlavourId(name);
  profiles[name] = profiles[name] || readProfile(flavour);
  return judge(file, flavour, profiles[name]).failures;
}

var reader = new java.io.BufferedReader(new java.io.InputStreamReader(java.lang.System["in"], "UTF-8"));
for (var line; (line = reader.readLine()) !== null; ) {
  var task = JSON.parse(String(line)), verdict;
  try {
    verdict = {found: task.as == "epub" ? judgeEpub(task.file) : judgePdf(task.file, task.as)};
  } catch (failure) {
    verdict = {failure: String(failure)};
  }
  print(JSON.stringify(verdict));
}
