/**
 * The inner loops, and for each a twin without vectors. What they have in common comes
 * from how the JVM's optimising compiler, C2, treats them:
 * <ul>
 * <li>It moves the checks of indices out of a loop, but makes them for every access each
 * time the loop is entered. Out of an outer loop it moves them only if it knows that they
 * cannot overflow: so counts and steps are constants where they can be, or masked.</li>
 * <li>It loads as early as it may, and then has too few registers. Loads do not move
 * across {@code VarHandle.loadLoadFence()}, which is no instruction on x86.</li>
 * <li>It compiles a method as a whole, or boxes every vector: so each is flat, and its
 * sums are local variables.</li>
 * <li>Of a sum that a loop or a branch has changed it does not know the class when it
 * parses what follows, unless a profile tells; and what has been interpreted only, while
 * many methods waited to be compiled, has none. Then it boxes, and that for good. So such
 * a sum is an argument, never the receiver: the receiver is a vector that was just
 * loaded.</li>
 * </ul>
 */
@NullMarked
package dev.convolve.engine.kernel;

import org.jspecify.annotations.NullMarked;
