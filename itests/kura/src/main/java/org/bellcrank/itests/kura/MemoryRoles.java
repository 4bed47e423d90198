package org.bellcrank.itests.kura;

import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import org.apache.felix.useradmin.RoleFactory;
import org.apache.felix.useradmin.RoleRepositoryStore;
import org.osgi.framework.Filter;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.service.useradmin.Role;

/** Users and permissions for as long as the double runs. */
final class MemoryRoles implements RoleRepositoryStore {

  private final Map<String, Role> roles = new ConcurrentSkipListMap<>();

  @Override
  public Role addRole(String name, int type) {
    Role made = RoleFactory.createRole(type, name);
    return roles.putIfAbsent(name, made) == null ? made : null;
  }

  @Override
  public Role[] getRoles(String filter) throws InvalidSyntaxException {
    Filter wanted = filter == null ? null : FrameworkUtil.createFilter(filter);
    return roles.values().stream()
        .filter(role -> wanted == null || wanted.match(role.getProperties()))
        .toArray(Role[]::new);
  }

  @Override
  public Role getRoleByName(String name) {
    return roles.get(name);
  }

  @Override
  public Role removeRole(String name) {
    return roles.remove(name);
  }
}
