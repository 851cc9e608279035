/** The address of a file that the build copies; Vite's own declaration, for programs that Vite does not build. */
declare module '*?url' {
  const url: string;
  export default url;
}
