package org.cairn.credential;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;

/** Makes a door of another room out of an object that has some of its methods; the others are not answered. */
final class Fakes {

    private Fakes() {}

    static <T> T of(Class<T> door, Object some) {
        return door.cast(Proxy.newProxyInstance(
                door.getClassLoader(), new Class<?>[] {door}, (proxy, method, arguments) -> {
                    Method same;
                    try {
                        same = some.getClass().getDeclaredMethod(method.getName(), method.getParameterTypes());
                    } catch (NoSuchMethodException e) {
                        if (method.getDeclaringClass() == Object.class) {
                            return method.invoke(some, arguments);
                        }
                        throw new UnsupportedOperationException("the fake does not answer " + method, e);
                    }
                    same.setAccessible(true);
                    try {
                        return same.invoke(some, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }
}
