package org.bellcrank.publish.opcua;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.bellcrank.keys.KeyChoice;
import org.eclipse.milo.opcua.sdk.server.OpcUaServer;
import org.eclipse.milo.opcua.sdk.server.model.objects.TransitionEventTypeNode;
import org.eclipse.milo.opcua.sdk.server.nodes.UaVariableNode;
import org.eclipse.milo.opcua.stack.core.security.SecurityPolicy;
import org.eclipse.milo.opcua.stack.core.types.builtin.LocalizedText;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.UShort;
import org.eclipse.milo.opcua.stack.core.types.enumerated.MessageSecurityMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The state machine in a server that does not listen. */
class VisionMachineTest {

  @TempDir Path folder;

  private OpcUaServer server() throws Exception {
    Plan plan =
        new Plan(
            "127.0.0.1",
            4842,
            List.of("localhost"),
            Set.of(SecurityPolicy.Basic256Sha256),
            Set.of(MessageSecurityMode.SignAndEncrypt),
            false,
            "",
            folder,
            "",
            10,
            10);
    return new ServerMaking(plan, new KeyChoice("a test", "", ""), () -> "").server();
  }

  /** Who shows a state does so while something else is wrong already; an event may not end it. */
  @Test
  void aStateIsShownThoughTheLibraryFailsToMakeItsEvent() throws Exception {
    OpcUaServer server = server();
    ResultSpace space = new ResultSpace(server, 10, 10);
    space.startup();
    try {
      UShort own = server.getNamespaceTable().getIndex(Model.NAMESPACE);
      AtomicInteger asked = new AtomicInteger();
      server
          .getObjectTypeManager()
          .registerObjectType(
              new NodeId(own, "StateChangedEventType"),
              TransitionEventTypeNode.class,
              (context, id, browse, display, description, mask, userMask, roles, users, access) -> {
                asked.incrementAndGet();
                throw new IllegalStateException("a test");
              });
      space.state(Model.State.PREOPERATIONAL, Instant.EPOCH);
      space.state(Model.State.OPERATIONAL, Instant.EPOCH);
      space.state(Model.State.ERROR, Instant.EPOCH);

      UaVariableNode state =
          (UaVariableNode)
              server
                  .getAddressSpaceManager()
                  .getManagedNode(new NodeId(own, "VisionStateMachine/CurrentState"))
                  .orElseThrow();
      assertThat(asked).hasValue(2);
      assertThat(state.getValue().value().value())
          .isEqualTo(LocalizedText.english(Model.State.ERROR.browseName));
    } finally {
      space.shutdown();
    }
  }
}
