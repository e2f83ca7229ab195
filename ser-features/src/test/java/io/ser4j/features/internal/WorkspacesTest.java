package io.ser4j.features.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ser4j.InvalidAudioException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WorkspacesTest {
    private final Workspaces workspaces = new Workspaces();

    @Test
    void handsTheSameOneOutAgainButNeverTwiceAtOnce() {
        Workspace first = workspaces.take();
        Workspace second = workspaces.take();
        assertThat(first).isNotSameAs(second);

        workspaces.giveBack(first);
        assertThat(workspaces.take()).isSameAs(first);
    }

    @Test
    void keepsNoMoreThanThereAreProcessors() {
        List<Workspace> taken = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            taken.add(workspaces.take());
        }
        taken.forEach(workspaces::giveBack);
        Set<Workspace> known = Collections.newSetFromMap(new IdentityHashMap<>());
        known.addAll(taken);
        int kept = 0;
        while (known.contains(workspaces.take())) {
            kept++;
        }

        assertThat(kept).isEqualTo(Runtime.getRuntime().availableProcessors());
    }

    @Test
    void letsGoOfWhatALongClipMadeLarge() {
        Workspace workspace = workspaces.take();
        double[] small = workspace.row(100);
        double[] large = workspace.rows(Workspace.MAX_RETAINED + 1, 1);
        workspaces.giveBack(workspace);

        assertThat(workspace.row(100)).isSameAs(small);
        assertThat(workspace.rows(1, 1)).isNotSameAs(large).hasSize(1);
    }

    @Test
    void refusesMoreThanAnArrayHolds() {
        assertThatThrownBy(() -> new Workspace().rows(1 << 20, 1 << 12))
                .isInstanceOf(InvalidAudioException.class)
                .hasMessageContaining("1048576 frames of 4096");
    }
}
