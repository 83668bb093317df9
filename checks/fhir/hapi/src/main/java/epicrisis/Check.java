package epicrisis;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.support.DefaultProfileValidationSupport;
import ca.uhn.fhir.context.support.IValidationSupport;
import ca.uhn.fhir.validation.FhirValidator;
import ca.uhn.fhir.validation.ResultSeverityEnum;
import ca.uhn.fhir.validation.SingleValidationMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.hl7.fhir.common.hapi.validation.support.CommonCodeSystemsTerminologyService;
import org.hl7.fhir.common.hapi.validation.support.InMemoryTerminologyServerValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.UnknownCodeSystemWarningValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.ValidationSupportChain;
import org.hl7.fhir.common.hapi.validation.validator.FhirInstanceValidator;

/**
 * Reads Bundles, one a line of each file named, with the official validator as HAPI FHIR brings it: structure, invariants, the
 * profiles of vital signs, bindings to code systems that are part of FHIR, UCUM. Codes of systems that only a terminology
 * server knows (LOINC, ICD-10) are warnings. Prints what is wrong; ends with 1 if anything is.
 */
public final class Check {
    private Check() {}

    public static void main(String[] arguments) throws IOException {
        boolean warnings = arguments.length > 0 && arguments[0].equals("--warnings");
        List<String> lines = new ArrayList<>();
        for (String file : arguments) {
            if (!file.startsWith("--")) {
                Files.readAllLines(Path.of(file)).stream().filter(line -> !line.isBlank()).forEach(lines::add);
            }
        }
        FhirValidator validator = validator();
        AtomicInteger errors = new AtomicInteger();
        Map<String, Integer> warned = new TreeMap<>();
        java.util.stream.IntStream.range(0, lines.size()).parallel().forEach(index -> {
            for (SingleValidationMessage message : validator.validateWithResult(lines.get(index)).getMessages()) {
                boolean wrong = message.getSeverity().ordinal() >= ResultSeverityEnum.ERROR.ordinal();
                if (wrong && errors.incrementAndGet() <= 50) {
                    System.out.printf("hapi: bundle %d: %s: %s%n", index + 1, message.getLocationString(), message.getMessage());
                } else if (!wrong && warnings) {
                    String kind = message.getSeverity() + " " + message.getMessageId() + " " + message.getMessage();
                    synchronized (warned) {
                        warned.merge(kind.length() > 220 ? kind.substring(0, 220) : kind, 1, Integer::sum);
                    }
                }
            }
        });
        warned.forEach((kind, count) -> System.out.printf("%6d %s%n", count, kind));
        System.out.printf("hapi: %d bundles, %d errors%n", lines.size(), errors.get());
        System.exit(errors.get() > 0 ? 1 : 0);
    }

    private static FhirValidator validator() {
        FhirContext context = FhirContext.forR4();
        UnknownCodeSystemWarningValidationSupport unknown = new UnknownCodeSystemWarningValidationSupport(context);
        unknown.setNonExistentCodeSystemSeverity(IValidationSupport.IssueSeverity.WARNING);
        ValidationSupportChain chain = new ValidationSupportChain(
                new DefaultProfileValidationSupport(context),
                new CommonCodeSystemsTerminologyService(context),
                new InMemoryTerminologyServerValidationSupport(context),
                unknown);
        FhirInstanceValidator instances = new FhirInstanceValidator(chain);
        FhirValidator validator = context.newValidator();
        validator.registerValidatorModule(instances);
        return validator;
    }
}
