package org.eclipse.kura.cloudconnection.request;

import org.eclipse.kura.KuraErrorCode;
import org.eclipse.kura.KuraException;
import org.eclipse.kura.cloudconnection.message.KuraMessage;
import org.osgi.annotation.versioning.ConsumerType;

/** Answers the requests to one application. */
@ConsumerType
public interface RequestHandler {
  default KuraMessage doGet(RequestHandlerContext context, KuraMessage message)
      throws KuraException {
    throw new KuraException(KuraErrorCode.OPERATION_NOT_SUPPORTED);
  }

  default KuraMessage doPut(RequestHandlerContext context, KuraMessage message)
      throws KuraException {
    throw new KuraException(KuraErrorCode.OPERATION_NOT_SUPPORTED);
  }

  default KuraMessage doPost(RequestHandlerContext context, KuraMessage message)
      throws KuraException {
    throw new KuraException(KuraErrorCode.OPERATION_NOT_SUPPORTED);
  }

  default KuraMessage doDel(RequestHandlerContext context, KuraMessage message)
      throws KuraException {
    throw new KuraException(KuraErrorCode.OPERATION_NOT_SUPPORTED);
  }

  default KuraMessage doExec(RequestHandlerContext context, KuraMessage message)
      throws KuraException {
    throw new KuraException(KuraErrorCode.OPERATION_NOT_SUPPORTED);
  }
}
