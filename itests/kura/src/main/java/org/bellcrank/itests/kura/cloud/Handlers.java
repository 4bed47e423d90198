package org.bellcrank.itests.kura.cloud;

import java.util.HashMap;
import java.util.Map;
import org.bellcrank.itests.kura.protocol.Payload;
import org.eclipse.kura.KuraErrorCode;
import org.eclipse.kura.KuraException;
import org.eclipse.kura.audit.AuditConstants;
import org.eclipse.kura.audit.AuditContext;
import org.eclipse.kura.cloudconnection.message.KuraMessage;
import org.eclipse.kura.cloudconnection.request.RequestHandler;
import org.eclipse.kura.cloudconnection.request.RequestHandlerContext;
import org.eclipse.kura.cloudconnection.request.RequestHandlerRegistry;

/** Kura's registry of request handlers, over the cloud connection. */
public final class Handlers implements RequestHandlerRegistry {

  private final CloudConnection cloud;

  public Handlers(CloudConnection cloud) {
    this.cloud = cloud;
  }

  @Override
  public void registerRequestHandler(String id, RequestHandler handler) {
    cloud.register(id, request -> answer(id, handler, request));
  }

  @Override
  public void unregister(String id) {
    cloud.unregister(id);
  }

  private Payload answer(String id, RequestHandler handler, Application.Request request)
      throws Application.Refused {
    Map<String, Object> properties = new HashMap<>();
    properties.put("args", request.resource());
    KuraMessage message = new KuraMessage(Payloads.kura(request.payload()), properties);
    RequestHandlerContext context =
        new RequestHandlerContext(
            new Notifications(cloud, id, request.requester()),
            Map.of(
                "TENANT_ID", cloud.account(),
                "DEVICE_ID", cloud.client(),
                "NOTIFICATION_PUBLISHER_PID", "double.notifications"));
    AuditContext who =
        new AuditContext(
            Map.of(
                AuditConstants.KEY_ENTRY_POINT.getValue(),
                "DefaultCloudConnectionService",
                "cloud.app.id",
                id,
                "cloud.app.topic",
                request.path(),
                "cloud.connection.pid",
                "org.eclipse.kura.cloud.CloudService"));
    try (AuditContext.Scope scope = AuditContext.openScope(who)) {
      return Payloads.of(answer(handler, request.verb(), context, message).getPayload());
    } catch (KuraException e) {
      throw new Application.Refused(code(e.getCode()), e.getMessage());
    }
  }

  private static KuraMessage answer(
      RequestHandler handler, String verb, RequestHandlerContext context, KuraMessage message)
      throws KuraException {
    return switch (verb) {
      case "GET" -> handler.doGet(context, message);
      case "PUT" -> handler.doPut(context, message);
      case "POST" -> handler.doPost(context, message);
      case "DEL" -> handler.doDel(context, message);
      case "EXEC" -> handler.doExec(context, message);
      default -> throw new KuraException(KuraErrorCode.NOT_FOUND, verb);
    };
  }

  private static int code(KuraErrorCode code) {
    return switch (code) {
      case BAD_REQUEST -> 400;
      case NOT_FOUND -> 404;
      default -> 500;
    };
  }
}
