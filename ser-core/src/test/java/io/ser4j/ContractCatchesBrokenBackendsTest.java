package io.ser4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.ser4j.contract.EmotionModelContract;
import io.ser4j.spi.EmotionModel;
import io.ser4j.spi.EmotionModelProvider;
import io.ser4j.spi.FrontEnd;
import io.ser4j.spi.ModelSpec;
import io.ser4j.spi.Tensor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Backends that are broken in one way each, and the tests of the contract that must then fail. */
class ContractCatchesBrokenBackendsTest {
    private static final ModelSpec SPEC = ModelSpec.of("m", FakeModel.LABELS, 8000);

    private static Set<String> failures(EmotionModelProvider provider) {
        return failures(provider, name -> true);
    }

    private static Set<String> failures(EmotionModelProvider provider, Predicate<String> names) {
        EmotionModelContract contract = new EmotionModelContract() {
            @Override
            protected EmotionModelProvider provider() {
                return provider;
            }
        };
        Set<String> failed = new TreeSet<>();
        for (Method method : EmotionModelContract.class.getDeclaredMethods()) {
            if (method.isAnnotationPresent(Test.class) && names.test(method.getName())) {
                method.setAccessible(true);
                try {
                    method.invoke(contract);
                } catch (InvocationTargetException e) {
                    failed.add(method.getName());
                } catch (IllegalAccessException e) {
                    throw new AssertionError(e);
                }
            }
        }
        return failed;
    }

    private static Set<String> failures(Supplier<EmotionModel> opener) {
        return failures(providerOf(opener));
    }

    private static EmotionModelProvider providerOf(Supplier<EmotionModel> opener) {
        return new EmotionModelProvider() {
            @Override
            public String name() {
                return "broken";
            }

            @Override
            public List<String> modelIds() {
                return List.of("m");
            }

            @Override
            public EmotionModel open(String modelId) {
                if (!modelId.equals("m")) {
                    throw new ModelException("model must be one of [m], but was " + modelId);
                }
                return opener.get();
            }
        };
    }

    @Test
    void aCorrectBackendPasses() {
        assertThat(failures(() -> new FakeModel(SPEC))).isEmpty();
    }

    @Test
    void aSlowBackendPasses() {
        // One inference takes more than a second, but is correct.
        Supplier<EmotionModel> slow = () -> new FakeModel(SPEC) {
            @Override
            public float[] infer(Tensor features) {
                float[] logits = super.infer(features);
                LockSupport.parkNanos(1_100_000_000L);
                return logits;
            }
        };
        assertThat(failures(providerOf(slow), "closingDuringInferenceLetsItEndOrRefusesIt"::equals))
                .isEmpty();
    }

    private static FakeModel refusing(IntPredicate frames) {
        return new FakeModel(SPEC) {
            @Override
            public FrontEnd frontEnd() {
                return clip -> {
                    if (frames.test(clip.frames())) {
                        throw new InvalidAudioException("a clip of " + clip.frames() + " frames cannot be used");
                    }
                    return FakeModel.features(clip);
                };
            }
        };
    }

    @Test
    void aBackendMayRefuseClipsBelowThreeTenthsOfASecond() {
        assertThat(failures(() -> refusing(frames -> frames < 2400))).isEmpty();
    }

    @Test
    void aRefusalOfThreeTenthsOfASecondIsCaught() {
        assertThat(failures(() -> refusing(frames -> frames <= 2400)))
                .containsExactly("everyClipGivesAFiniteLogitPerClass");
    }

    @Test
    void aSharedResultIsCaught() {
        assertThat(failures(() -> new FakeModel(SPEC) {
                    private final float[] shared = new float[3];

                    @Override
                    public synchronized float[] infer(Tensor features) {
                        System.arraycopy(super.infer(features), 0, shared, 0, 3);
                        return shared;
                    }
                }))
                .containsExactly("everyCallReturnsItsOwnArray");
    }

    @Test
    void inferenceAfterCloseIsCaught() {
        assertThat(failures(() -> new FakeModel(SPEC) {
                    @Override
                    public void close() {}
                }))
                .containsExactly(
                        "aClosedModelRefusesToInferAndMayBeClosedAgain", "closingDuringInferenceLetsItEndOrRefusesIt");
    }

    @Test
    void aSecondCloseThatFailsIsCaught() {
        assertThat(failures(() -> new FakeModel(SPEC) {
                    @Override
                    public void close() {
                        if (closings.get() > 0) {
                            throw new IllegalStateException("closed already");
                        }
                        super.close();
                    }
                }))
                .contains("aClosedModelRefusesToInferAndMayBeClosedAgain");
    }

    @Test
    void tooManyLogitsAreCaught() {
        assertThat(failures(() -> new FakeModel(SPEC) {
                    @Override
                    public float[] infer(Tensor features) {
                        return Arrays.copyOf(super.infer(features), 4);
                    }
                }))
                .containsExactly("everyClipGivesAFiniteLogitPerClass");
    }

    @Test
    void logitsThatAreNotFiniteAreCaught() {
        assertThat(failures(() -> new FakeModel(SPEC) {
                    @Override
                    public float[] infer(Tensor features) {
                        float[] logits = super.infer(features);
                        logits[0] = (float) Math.log(features.get(1));
                        return logits;
                    }
                }))
                .as("silence has no logarithm")
                .containsExactly("everyClipGivesAFiniteLogitPerClass");
    }

    @Test
    void aFrontEndThatRemembersIsCaught() {
        assertThat(failures(() -> new FakeModel(SPEC) {
                    private final AtomicInteger calls = new AtomicInteger();

                    @Override
                    public FrontEnd frontEnd() {
                        return clip -> Tensor.of(new float[] {calls.incrementAndGet(), 0}, 1, 2);
                    }
                }))
                .contains("specAndFrontEndStayTheSame", "theSameClipGivesTheSameLogitsOnManyThreads");
    }

    @Test
    void aModelUnderAnotherIdIsCaught() {
        assertThat(failures(FakeModel::new)).containsExactly("everyListedModelOpensUnderItsId");
    }

    @Test
    void aProviderThatOpensAnythingIsCaught() {
        assertThat(failures(new EmotionModelProvider() {
                    @Override
                    public String name() {
                        return "Broken Name";
                    }

                    @Override
                    public List<String> modelIds() {
                        return List.of("m", "m");
                    }

                    @Override
                    public EmotionModel open(String modelId) {
                        return new FakeModel(SPEC);
                    }
                }))
                .containsExactly("anUnknownModelIsRefusedByNameWithWhatExists", "providerHasANameAndAtLeastOneModel");
    }
}
