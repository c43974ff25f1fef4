// Judge PDF files with the veraPDF library: FLAVOUR=FILE... in, one line of JSON for each out.
//
// Run by the Rhino shell that comes with the library, so any Java runtime from 11 on will do, without a compiler. The
// profile is read here because the library reads it with JAXB, which Java has not had since version 11.

java.util.logging.LogManager.getLogManager().reset();

var Profiles = org.verapdf.pdfa.validation.profiles.Profiles;
var ErrorArgument = org.verapdf.pdfa.validation.profiles.ErrorArgumentImpl;
var Factory = org.verapdf.pdfa.validation.validators.ValidatorFactory;
var Flavour = org.verapdf.pdfa.flavours.PDFAFlavour;
var EVERY_FAILURE = -1;

function elements(parent, name) {
  var found = [];
  for (var node = parent.getFirstChild(); node !== null; node = node.getNextSibling()) {
    if (node.getNodeName() == name) found.push(node);
  }
  return found;
}

function element(parent, name) {
  return elements(parent, name)[0];
}

function text(parent, name) {
  return element(parent, name).getTextContent().trim();
}

function readRule(node) {
  var id = element(node, "id");
  var ruleId = Profiles.ruleIdFromValues(
    Flavour.Specification.valueOf(id.getAttribute("specification")),
    id.getAttribute("clause"),
    java.lang.Integer.parseInt(id.getAttribute("testNumber"))
  );
  var error = element(node, "error");
  var values = new java.util.ArrayList();
  elements(element(error, "arguments"), "argument").forEach(function (argument) {
    var name = argument.hasAttribute("name") ? argument.getAttribute("name") : null;
    values.add(ErrorArgument.fromValues(argument.getTextContent(), name, null));
  });
  return Profiles.ruleFromValues(
    ruleId,
    node.getAttribute("object"),
    node.getAttribute("deferred") == "true" ? java.lang.Boolean.TRUE : null,
    node.getAttribute("tags"),
    text(node, "description"),
    text(node, "test"),
    Profiles.errorFromValues(text(error, "message"), values),
    new java.util.ArrayList()
  );
}

function readProfile(flavour) {
  // PDFUA_1 is in PDFUA-1.xml, PDFA_2_B in PDFA-2B.xml
  var name = "/org/verapdf/pdfa/validation/" + flavour.name().replaceFirst("_", "-").replace("_", "") + ".xml";
  var stream = java.lang.Class.forName("org.verapdf.pdfa.Foundries").getResourceAsStream(name);
  var builder = javax.xml.parsers.DocumentBuilderFactory.newInstance().newDocumentBuilder();
  var root = builder.parse(stream).getDocumentElement();
  var rules = new java.util.LinkedHashSet();
  elements(element(root, "rules"), "rule").forEach(function (node) {
    rules.add(readRule(node));
  });
  var variables = new java.util.LinkedHashSet();
  elements(element(root, "variables"), "variable").forEach(function (node) {
    variables.add(
      Profiles.variableFromValues(
        node.getAttribute("name"), node.getAttribute("object"), text(node, "defaultValue"), text(node, "value")
      )
    );
  });
  var details = Profiles.profileDetailsFromValues(name, "", "", new java.util.Date());
  return Profiles.profileFromValues(flavour, details, "", rules, variables);
}

function judge(file, flavour, profile) {
  var parser = org.verapdf.pdfa.Foundries.defaultInstance().createParser(new java.io.File(file), flavour);
  try {
    var result = Factory.createValidator(profile, EVERY_FAILURE, false, true, false).validate(parser);
  } finally {
    parser.close();
  }
  var failures = {};
  for (var each = result.getTestAssertions().iterator(); each.hasNext(); ) {
    var assertion = each.next();
    if (assertion.getStatus().name() == "PASSED") continue;
    var rule = assertion.getRuleId().getClause() + "-" + assertion.getRuleId().getTestNumber();
    failures[rule] = failures[rule] || {
      rule: rule,
      message: String(assertion.getErrorMessage() || assertion.getMessage()),
      requirement: String(assertion.getMessage()),
      context: String(assertion.getLocation().getContext()),
      count: 0
    };
    failures[rule].count++;
  }
  return {
    compliant: result.isCompliant(),
    checks: result.getTotalAssertions(),
    failures: Object.keys(failures).map(function (rule) { return failures[rule]; })
  };
}

org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider.initialise();
var profiles = {};
Array.prototype.slice.call(arguments).forEach(function (task) {
  var at = task.indexOf("="), name = task.substring(0, at), file = task.substring(at + 1);
  var flavour = Flavour.byFlavourId(name), verdict;
  try {
    profiles[name] = profiles[name] || readProfile(flavour);
    verdict = judge(file, flavour, profiles[name]);
  } catch (failure) {
    verdict = {failure: String(failure).split(": ").pop()};
  }
  print(JSON.stringify(verdict));
});
