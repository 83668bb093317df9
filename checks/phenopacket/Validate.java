import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.phenopackets.phenopackettools.validator.core.ValidationResults;
import org.phenopackets.phenopackettools.validator.core.metadata.MetaDataValidators;
import org.phenopackets.phenopackettools.validator.jsonschema.JsonSchemaValidationWorkflowRunner;

/**
 * Gives Phenopackets, one a line, to GA4GH's own validator: its JSON schemas, and its check of the metadata. A packet that is
 * broken is tried first: if the validator takes it, nothing it says counts.
 */
public class Validate {
  public static void main(String[] arguments) throws Exception {
    var validator =
        JsonSchemaValidationWorkflowRunner.phenopacketBuilder()
            .addValidator(MetaDataValidators.phenopacketValidator())
            .build();
    if (validator.validate("{\"id\": \"a\", \"phenotypicFeatures\": [{}]}").isValid()) {
      System.out.println("the check is at fault: it takes a broken packet");
      System.exit(1);
    }
    int failed = 0;
    var lines = Files.readAllLines(Path.of(arguments[0]));
    for (int at = 0; at < lines.size(); at++) {
      ValidationResults results = validator.validate(lines.get(at));
      if (!results.isValid()) {
        failed++;
        String problems =
            results.validationResults().stream()
                .limit(5)
                .map(result -> result.category() + ": " + result.message())
                .collect(Collectors.joining("; "));
        System.out.println("line " + (at + 1) + ": " + problems);
      }
    }
    System.out.println(lines.size() + " packets, " + failed + " with problems");
    System.exit(failed > 0 ? 1 : 0);
  }
}
