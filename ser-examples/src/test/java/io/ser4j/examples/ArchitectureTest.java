package io.ser4j.examples;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.conditions.ArchConditions.haveRawType;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The rules for dependencies, checked on the class files of all five modules without the contract tests of the test-jar. */
class ArchitectureTest {
    private static JavaClasses allClasses;

    @BeforeAll
    static void readClasses() {
        allClasses = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("io.ser4j")
                .that(DescribedPredicate.not(resideInAPackage("io.ser4j.contract")));
        assertThat(allClasses).as("classes of all modules").hasSizeGreaterThan(40);
    }

    @Test
    void dependenciesRunOneWay() {
        layeredArchitecture()
                .consideringOnlyDependenciesInAnyPackage("io.ser4j..")
                .layer("core")
                .definedBy("io.ser4j", "io.ser4j.head..", "io.ser4j.spi..", "io.ser4j.internal..")
                .layer("formats")
                .definedBy("io.ser4j.formats..")
                .layer("features")
                .definedBy("io.ser4j.features..")
                .layer("onnx")
                .definedBy("io.ser4j.onnx..")
                .layer("examples")
                .definedBy("io.ser4j.examples..")
                .whereLayer("examples")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("onnx")
                .mayOnlyBeAccessedByLayers("examples")
                .whereLayer("formats")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("features")
                .mayOnlyBeAccessedByLayers("onnx", "examples")
                .check(allClasses);
    }

    @Test
    void coreDependsOnNothingButTheJdk() {
        classes()
                .that()
                .resideInAnyPackage("io.ser4j", "io.ser4j.head..", "io.ser4j.spi..", "io.ser4j.internal..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "io.ser4j", "io.ser4j.head..", "io.ser4j.spi..", "io.ser4j.internal..")
                .check(allClasses);
    }

    @Test
    void internalsStayInTheirModule() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "io.ser4j.features..", "io.ser4j.formats..", "io.ser4j.onnx..", "io.ser4j.examples..")
                .should()
                .dependOnClassesThat(resideInAPackage("io.ser4j.internal.."))
                .check(allClasses);
        noClasses()
                .that()
                .resideOutsideOfPackage("io.ser4j.features..")
                .should()
                .dependOnClassesThat(resideInAPackage("io.ser4j.features.internal.."))
                .check(allClasses);
        noClasses()
                .that()
                .resideOutsideOfPackage("io.ser4j.formats..")
                .should()
                .dependOnClassesThat(resideInAPackage("io.ser4j.formats.internal.."))
                .check(allClasses);
        noClasses()
                .that()
                .resideOutsideOfPackage("io.ser4j.onnx..")
                .should()
                .dependOnClassesThat(resideInAPackage("io.ser4j.onnx.internal.."))
                .check(allClasses);
    }

    @Test
    void recordsHoldNoArrays() {
        fields().that()
                .areDeclaredInClassesThat()
                .areRecords()
                .and()
                .areNotStatic()
                .should(haveRawType(describe("not an array", type -> !type.isArray())))
                .check(allClasses);
    }

    @Test
    void onlyFeaturesTouchesCommonsMath() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.ser4j.features..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.commons.math3..")
                .check(allClasses);
    }

    @Test
    void onlyRealFftTouchesJTransforms() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName("io.ser4j.features.internal.RealFft")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.jtransforms..", "pl.edu.icm.jlargearrays..", "org.visnow..")
                .check(allClasses);
    }

    @Test
    void onlyFormatsInternalsTouchTheDecoderLibraries() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.ser4j.formats.internal")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.jflac..", "javazoom..", "com.jcraft..", "io.github.jaredmdobson.concentus..")
                .check(allClasses);
    }

    @Test
    void onlyOnnxInternalsTouchOnnxRuntime() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.ser4j.onnx.internal")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("ai.onnxruntime..")
                .check(allClasses);
    }

    @Test
    void theLibraryUsesNoJavaSoundAndNoDesktop() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.ser4j.examples..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("javax.sound..", "java.awt..", "javax.swing..")
                .check(allClasses);
    }

    @Test
    void onlyTheMicrophoneUsesJavaSound() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName("io.ser4j.examples.cli.Microphone")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("javax.sound..")
                .check(allClasses);
    }

    @Test
    void noLockIsAMonitorWhichWouldPinAVirtualThread() throws IOException {
        for (String module : List.of("ser-core", "ser-features", "ser-formats", "ser-onnx")) {
            try (Stream<Path> sources = Files.walk(Path.of("..", module, "src", "main", "java"))) {
                assertThat(sources.filter(Files::isRegularFile))
                        .isNotEmpty()
                        .allSatisfy(source -> assertThat(Files.readString(source))
                                .doesNotContainPattern("\\bsynchronized\\b\\s*[(A-Za-z]"));
            }
        }
    }

    @Test
    void noStateIsStaticAndMutable() {
        assertThat(allClasses.stream()
                        .flatMap(type -> type.getFields().stream())
                        .filter(field -> field.getModifiers().contains(JavaModifier.STATIC))
                        .filter(field -> !field.getModifiers().contains(JavaModifier.FINAL))
                        .map(field -> field.getFullName())
                        .toList())
                .isEmpty();
    }

    @Test
    void publicClassesAreFinalSealedOrMeantToBeExtended() {
        assertThat(allClasses.stream()
                        .filter(type -> type.isTopLevelClass() && !type.isInterface() && !type.isEnum())
                        .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
                        .map(type -> type.reflect())
                        .filter(type -> !Modifier.isFinal(type.getModifiers()) && !type.isSealed())
                        .filter(type -> !Throwable.class.isAssignableFrom(type))
                        .map(Class::getName)
                        .toList())
                .isEmpty();
    }
}
