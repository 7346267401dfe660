package dev.daybook;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_THROW_GENERIC_EXCEPTIONS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import dev.daybook.launch.JobDefinition;
import java.util.Set;
import org.jspecify.annotations.NullMarked;
import org.springframework.batch.core.job.parameters.JobParametersIncrementer;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.step.builder.ChunkOrientedStepBuilder;

/** The cut of the code, and habits no compiler checks. */
@AnalyzeClasses(packages = "dev.daybook", importOptions = ArchitectureTests.MainCode.class)
class ArchitectureTests {

    /** Leaves out tests, those that come in a jar too. */
    static final class MainCode implements ImportOption {

        @Override
        public boolean includes(Location location) {
            return !location.contains("/test-classes/") && !location.contains("-tests.jar");
        }
    }

    private static final String[] READERS_WRITERS = {
        "dev.daybook.store..",
        "dev.daybook.record..",
        "dev.daybook.csv..",
        "dev.daybook.json..",
        "dev.daybook.row..",
        "dev.daybook.parquet..",
        "dev.daybook.table..",
        "dev.daybook.query..",
        "dev.daybook.queue..",
        "dev.daybook.http..",
        "dev.daybook.standin..",
        "dev.daybook.failure.."
    };

    private static final Set<String> STEP_FEATURES =
            Set.of("retry", "retryLimit", "retryPolicy", "skip", "skipLimit", "skipPolicy", "taskExecutor");

    @ArchTest
    static final ArchRule jobsDoNotDependOnEachOther = slices().matching("dev.daybook.jobs.(*)..")
            .should()
            .notDependOnEachOther()
            .because(
                    "a job's folder is its whole story; what two jobs share moves to readers-writers or dev.daybook.load");

    @ArchTest
    static final ArchRule packagesHaveNoCycles = slices().matching("dev.daybook.(**)")
            .should()
            .beFreeOfCycles()
            .because("a package one cannot read without another is half of one package");

    @ArchTest
    static final ArchRule jobsShowTheirDefinitionOnly = classes()
            .that()
            .resideInAPackage("dev.daybook.jobs..")
            .and(DescribedPredicate.not(assignableTo(JobDefinition.class)))
            .should()
            .notBePublic()
            .because("others start a job by its definition and look at its tables, never into it");

    @ArchTest
    static final ArchRule readersAndWritersKnowNoApplication = noClasses()
            .that()
            .resideInAnyPackage(READERS_WRITERS)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.springframework..", "dev.daybook.jobs..", "dev.daybook.load..", "dev.daybook.feed..")
            .because("formats and places are of use without Spring; what needs it belongs to the jobs module");

    @ArchTest
    static final ArchRule onlyTheDemoAsksTheStandIn = noClasses()
            .that()
            .resideOutsideOfPackages("dev.daybook.demo..", "dev.daybook.standin..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.daybook.standin..")
            .because("a run that asked a server of its own would copy what nobody has published");

    @ArchTest
    static final ArchRule onlyTheCommandLineWritesToTheConsole = noClasses()
            .that()
            .resideOutsideOfPackage("dev.daybook.cli..")
            .should(ACCESS_STANDARD_STREAMS)
            .because("results go through the command's writer, everything else through SLF4J");

    @ArchTest
    static final ArchRule nobodyThrowsGenericExceptions = NO_CLASSES_SHOULD_THROW_GENERIC_EXCEPTIONS.because(
            "what a person can act on is a DaybookException, a broken promise an IllegalStateException");

    @ArchTest
    static final ArchRule stepsHaveNoRetrySkipOrTaskExecutor = noClasses()
            .should()
            .callMethodWhere(callsStepFeature())
            .because("retry loses lines, skip on writers writes rows twice, a task executor silences chunk listeners"
                    + " (DESIGN section 7): reject in the reader, parallelise over parts of the input");

    @ArchTest
    static final ArchRule nobodyIncrementsParameters = noClasses()
            .should()
            .implement(JobParametersIncrementer.class)
            .because("a job with an incrementer ignores the parameters it is started with");

    @ArchTest
    static final ArchRule nobodyStopsInThisProcess = noClasses()
            .should()
            .callMethodWhere(DescribedPredicate.describe(
                    "call JobOperator.stop",
                    (JavaMethodCall call) -> call.getTargetOwner().isAssignableTo(JobOperator.class)
                            && call.getName().equals("stop")))
            .because("it closes the running step's reader, whose position is then saved as the beginning");

    @ArchTest
    static final ArchRule packagesAreNullMarked = classes()
            .that(resideInAPackage("dev.daybook.."))
            .should(beInANullMarkedPackage())
            .because("an absent value is part of a contract; add a package-info.java with @NullMarked");

    private static DescribedPredicate<JavaMethodCall> callsStepFeature() {
        return DescribedPredicate.describe(
                "call " + STEP_FEATURES + " of a step builder",
                call -> call.getTargetOwner().isAssignableTo(ChunkOrientedStepBuilder.class)
                        && STEP_FEATURES.contains(call.getName()));
    }

    private static ArchCondition<JavaClass> beInANullMarkedPackage() {
        return new ArchCondition<>("be in a package with @NullMarked") {
            @Override
            public void check(JavaClass item, ConditionEvents events) {
                boolean isMarked = item.getPackage().isAnnotatedWith(NullMarked.class);
                events.add(new SimpleConditionEvent(item, isMarked, item.getPackageName() + " is not null-marked"));
            }
        };
    }
}
