package epicrisis;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.support.DefaultProfileValidationSupport;
import ca.uhn.fhir.context.support.IValidationSupport;
import ca.uhn.fhir.parser.IParser;
import ca.uhn.fhir.validation.FhirValidator;
import ca.uhn.fhir.validation.ResultSeverityEnum;
import ca.uhn.fhir.validation.SingleValidationMessage;
import ca.uhn.fhir.validation.ValidationOptions;
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
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Observation;

/**
 * Reads Bundles, one a line of each file named, with the official validator as HAPI FHIR brings it: structure, invariants, the
 * profiles of vital signs, bindings to code systems that are part of FHIR, UCUM. Codes of systems that only a terminology
 * server knows (LOINC, ICD-10) are warnings.
 *
 * <p>Files behind {@code --refuse} are broken on purpose and each of their Bundles must have an error; those behind
 * {@code --accept} must have none. {@code --warnings} counts what is only remarkable. Ends with 1 if anything is not so.
 */
public final class Check {
    /** The profiles of vital signs, by LOINC. */
    private static final Map<String, String> VITALS = Map.of(
            "9279-1", "resprate",
            "8867-4", "heartrate",
            "2708-6", "oxygensat",
            "8310-5", "bodytemp",
            "8302-2", "bodyheight",
            "9843-4", "headcircum",
            "29463-7", "bodyweight",
            "39156-5", "bmi",
            "85354-9", "bp");

    private Check() {}

    /** A Bundle, and what is expected of it. */
    private record Input(String place, String text, boolean broken) {}

    public static void main(String[] arguments) throws IOException {
        boolean broken = false;
        boolean warnings = false;
        List<Input> bundles = new ArrayList<>();
        for (String argument : arguments) {
            switch (argument) {
                case "--refuse" -> broken = true;
                case "--accept" -> broken = false;
                case "--warnings" -> warnings = true;
                default -> {
                    int number = 0;
                    for (String line : Files.readAllLines(Path.of(argument))) {
                        number += 1;
                        if (!line.isBlank()) {
                            bundles.add(new Input(argument + ":" + number, line, broken));
                        }
                    }
                }
            }
        }
        FhirContext context = FhirContext.forR4();
        IParser parser = context.newJsonParser();
        FhirValidator validator = validator(context);
        AtomicInteger errors = new AtomicInteger();
        AtomicInteger taken = new AtomicInteger();
        Map<String, Integer> remarks = new TreeMap<>();
        boolean counted = warnings;
        bundles.parallelStream().forEach(bundle -> {
            boolean refused = false;
            for (SingleValidationMessage message : messages(validator, parser, bundle.text())) {
                boolean wrong = isError(message);
                refused |= wrong;
                if (wrong && !bundle.broken() && errors.incrementAndGet() <= 50) {
                    System.out.printf(
                            "hapi: %s: %s: %s%n", bundle.place(), message.getLocationString(), message.getMessage());
                } else if (!wrong && counted) {
                    synchronized (remarks) {
                        remarks.merge(message.getSeverity() + " " + message.getMessage(), 1, Integer::sum);
                    }
                }
            }
            if (bundle.broken() && !refused) {
                taken.incrementAndGet();
                System.out.printf("hapi: %s is broken and was taken: the check is blind%n", bundle.place());
            }
        });
        remarks.forEach((remark, count) -> System.out.printf("%6d %s%n", count, remark));
        long sound = bundles.stream().filter(bundle -> !bundle.broken()).count();
        System.out.printf(
                "hapi: %d bundles, %d errors; %d broken ones, %d of them taken%n",
                sound, errors.get(), bundles.size() - sound, taken.get());
        System.exit(errors.get() + taken.get() > 0 ? 1 : 0);
    }

    /**
     * "If Observation.effective[x] is dateTime and has a value then that value shall be precise to the day": so says R4, but
     * its expression fails where there is no value, too, and R5 has mended it. Only then is it passed over.
     */
    private static boolean isAboutUnknownTime(SingleValidationMessage message, Observation observation) {
        boolean known = observation.getEffective() != null && observation.getEffective().hasPrimitiveValue();
        return !known && message.getMessage().contains("vs-1");
    }

    private static boolean isError(SingleValidationMessage message) {
        return message.getSeverity().ordinal() >= ResultSeverityEnum.ERROR.ordinal();
    }

    /** Of the Bundle, and of each vital sign by its own profile, which is not applied otherwise. */
    private static List<SingleValidationMessage> messages(FhirValidator validator, IParser parser, String text) {
        List<SingleValidationMessage> messages = new ArrayList<>(validator.validateWithResult(text).getMessages());
        if (messages.stream().anyMatch(Check::isError)) {
            // What is broken may be more than the parser takes.
            return messages;
        }
        for (Bundle.BundleEntryComponent entry : parser.parseResource(Bundle.class, text).getEntry()) {
            if (entry.getResource() instanceof Observation observation) {
                for (Coding coding : observation.getCode().getCoding()) {
                    String profile = "http://loinc.org".equals(coding.getSystem()) ? VITALS.get(coding.getCode()) : null;
                    if (profile != null) {
                        ValidationOptions options = new ValidationOptions();
                        options.addProfile("http://hl7.org/fhir/StructureDefinition/" + profile);
                        validator.validateWithResult(observation, options).getMessages().stream()
                                .filter(message -> !isAboutUnknownTime(message, observation))
                                .forEach(messages::add);
                    }
                }
            }
        }
        return messages;
    }

    private static FhirValidator validator(FhirContext context) {
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
